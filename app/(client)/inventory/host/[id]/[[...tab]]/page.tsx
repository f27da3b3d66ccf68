import { monitorAsked } from '../../../../../monitor-asked.ts'
import { type Asked, Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { HostPage } from './host-page.tsx'

/** A host. */
export default async function Page(props: ObjectParams) {
  const { id, tab, section, window } = await readParams(props, 'host')
  const lists: Record<string, readonly Asked[]> = {
    monitor: monitorAsked(id, section, window),
    vms: [['virtualMachines', { ...window, hostId: id }]],
  }
  return (
    <Prefetched
      asked={[['host', { id }], ...(lists[tab] ?? [])]}
      then={(answered) => {
        const { supervisorId, name } = answered('host', { id }) ?? {}
        return tab === 'pods' && supervisorId && name ? [['pods', { ...window, supervisorId, hostName: name }]] : []
      }}
    >
      <HostPage id={id} tab={tab} section={section} />
    </Prefetched>
  )
}
