import { monitorAsked } from '../../../../../monitor-asked.ts'
import { type Asked, Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { ClusterPage } from './cluster-page.tsx'

/** A cluster. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section, window } = await readParams(props, 'cluster')
  const here = { ...window, clusterId: id }
  const lists: Record<string, readonly Asked[]> = {
    monitor: monitorAsked(id, section, window),
    hosts: [['hosts', here]],
    vms: [['virtualMachines', here]],
    datastores: [['datastores', here]],
  }
  const onSupervisor = (supervisorId: string): Record<string, readonly Asked[]> => ({
    namespaces: [['namespaces', { ...window, supervisorId }]],
    pods: [['pods', { ...window, supervisorId }]],
  })
  return (
    <Prefetched
      asked={[['cluster', { id }], ...(lists[tab] ?? [])]}
      then={(answered) => {
        const { supervisorId } = answered('cluster', { id }) ?? {}
        return (supervisorId && onSupervisor(supervisorId)[tab]) || []
      }}
    >
      <ClusterPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
