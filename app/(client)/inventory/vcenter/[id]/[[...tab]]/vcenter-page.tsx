'use client'
import { ClustersGrid } from '#components/clusters/clusters-grid.tsx'
import { DatastoresGrid } from '#components/clusters/datastores-grid.tsx'
import { DatacentersGrid } from '#components/datacenters/datacenters-grid.tsx'
import { HomeCards } from '#components/home/home-cards.tsx'
import { HostsGrid } from '#components/hosts/hosts-grid.tsx'
import { VirtualMachinesGrid } from '#components/hosts/virtual-machines-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'

const PAGE = '/inventory/vcenter/vcenter'
const TABS = [
  { id: 'summary', label: 'Summary', href: `${PAGE}/summary` },
  { id: 'datacenters', label: 'Datacenters', href: `${PAGE}/datacenters` },
  { id: 'clusters', label: 'Clusters', href: `${PAGE}/clusters` },
  { id: 'hosts', label: 'Hosts', href: `${PAGE}/hosts` },
  { id: 'vms', label: 'VMs', href: `${PAGE}/vms` },
  { id: 'datastores', label: 'Datastores', href: `${PAGE}/datastores` },
]

/** The workspace of the root of the inventory. */
export function VcenterPage({ id, tab }: { id: string; tab: string }) {
  return (
    <ObjectFrame icon="vcenter" name="Hemisphere" target={{ kind: 'vcenter', id, name: 'Hemisphere' }} tabs={TABS} current={tab}>
      {tab === 'summary' && <HomeCards />}
      {tab === 'datacenters' && <DatacentersGrid />}
      {tab === 'clusters' && <ClustersGrid />}
      {tab === 'hosts' && <HostsGrid />}
      {tab === 'vms' && <VirtualMachinesGrid />}
      {tab === 'datastores' && <DatastoresGrid />}
    </ObjectFrame>
  )
}
