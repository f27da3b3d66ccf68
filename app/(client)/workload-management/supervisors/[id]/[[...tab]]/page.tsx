import { monitorAsked } from '../../../../../monitor-asked.ts'
import { type Asked, Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { SupervisorPage } from './supervisor-page.tsx'

/** A Supervisor. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section, window } = await readParams(props, 'supervisor')
  const lists: Record<string, readonly Asked[]> = {
    monitor: monitorAsked(id, section, window),
    namespaces: [['namespaces', { ...window, supervisorId: id }]],
  }
  return (
    <Prefetched
      asked={[['supervisor', { id }], ...(lists[tab] ?? [])]}
      then={(answered) => {
        const { clusterId } = answered('supervisor', { id }) ?? {}
        return tab === 'hosts' && clusterId ? [['hosts', { ...window, clusterId }]] : []
      }}
    >
      <SupervisorPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
