import { type Asked, Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { VcenterPage } from './vcenter-page.tsx'

/** The whole inventory. */
export default async function Page(props: ObjectParams) {
  const { id, tab, window } = await readParams(props, 'vcenter')
  const shown: Record<string, readonly Asked[]> = {
    summary: [['home', {}]],
    datacenters: [['datacenters', window]],
    clusters: [['clusters', window]],
    hosts: [['hosts', window]],
    vms: [['virtualMachines', window]],
    datastores: [['datastores', window]],
  }
  return (
    <Prefetched asked={shown[tab] ?? []}>
      <VcenterPage id={id} tab={tab} />
    </Prefetched>
  )
}
