import type { PageQuery } from '#domain/page.ts'
import type { Asked } from './prefetched.tsx'

/** What the Monitor tab of an object shows first; `usual` is the section that opens without being named. */
export const monitorAsked = (
  targetId: string,
  section: string | undefined,
  window: PageQuery,
  { usual = 'tasks', kubernetes }: { usual?: string; kubernetes?: { supervisorId: string; namespace: string } } = {},
): readonly Asked[] => {
  switch (section ?? usual) {
    case 'tasks':
      return [['tasks', { ...window, targetId }]]
    case 'events':
      return [['events', { ...window, targetId }]]
    case 'alarms':
      return [['alarms', { ...window, targetId }]]
    case 'kubernetes':
      return kubernetes ? [['kubernetesEvents', { ...window, ...kubernetes }]] : []
    default:
      return []
  }
}
