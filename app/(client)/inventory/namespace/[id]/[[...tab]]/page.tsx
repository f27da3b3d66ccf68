import type { PageQuery } from '#domain/page.ts'
import { monitorAsked } from '../../../../../monitor-asked.ts'
import { type Asked, Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { NamespacePage } from './namespace-page.tsx'

/** What the sections of Compute list. */
const computeAsked = (section = 'pods', scope: PageQuery & { supervisorId: string; namespace: string }): readonly Asked[] =>
  section === 'pods' ? [['pods', scope]] : section === 'deployments' ? [['deployments', scope]] : [['replicaSets', scope]]

/** A namespace. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section, window } = await readParams(props, 'namespace')
  return (
    <Prefetched
      asked={[['namespace', { id }], ...(tab === 'configure' ? [['vmClasses', {}] as const] : [])]}
      then={(answered) => {
        const namespace = answered('namespace', { id })
        if (!namespace) return []
        const kubernetes = { supervisorId: namespace.supervisorId, namespace: namespace.name }
        if (tab === 'monitor') return monitorAsked(id, section, window, { usual: 'kubernetes', kubernetes })
        return tab === 'compute' ? computeAsked(section, { ...window, ...kubernetes }) : []
      }}
    >
      <NamespacePage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
