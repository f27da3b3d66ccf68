'use client'
import { Cards } from '#components/live/cards.tsx'
import { Card } from '#components/ui/card.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText, mhzText } from '#domain/amounts.ts'
import type { DatacenterView } from '#domain/vsphere/cluster.ts'

/** The cards of a datacenter. */
export function DatacenterSummary({ datacenter }: { datacenter: DatacenterView }) {
  return (
    <Cards>
      <Card
        title="Details"
        rows={[
          { label: 'Clusters', value: datacenter.clusterCount, numeric: true },
          { label: 'Hosts', value: datacenter.hostCount, numeric: true },
        ]}
      />
      <Card title="Capacity and Usage">
        <UsageBar label="CPU" used={datacenter.cpuUsedMhz} capacity={datacenter.cpuCapacityMhz} format={mhzText} />
        <UsageBar label="Memory" used={datacenter.memoryUsedBytes} capacity={datacenter.memoryCapacityBytes} format={bytesText} />
        <UsageBar
          label="Storage"
          used={datacenter.storageUsedBytes}
          capacity={datacenter.storageCapacityBytes}
          format={bytesText}
        />
      </Card>
    </Cards>
  )
}
