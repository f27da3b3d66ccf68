'use client'
import { ClustersGrid } from '#components/clusters/clusters-grid.tsx'
import { DatastoresGrid } from '#components/clusters/datastores-grid.tsx'
import { DatacentersGrid } from '#components/datacenters/datacenters-grid.tsx'
import { HomeCards } from '#components/home/home-cards.tsx'
import { HostsGrid } from '#components/hosts/hosts-grid.tsx'
import { VirtualMachinesGrid } from '#components/hosts/virtual-machines-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { tabsOf } from '../../../../../object-tabs.ts'

const TABS = tabsOf('vcenter', '/inventory/vcenter/vcenter')

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
