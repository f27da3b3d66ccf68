'use client'
import { Cards } from '#components/live/cards.tsx'
import { QueryError } from '#components/live/fetch-query.ts'
import { ObjectLink } from '#components/live/object-link.tsx'
import { vmRole } from '#components/live/object-looks.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Card } from '#components/ui/card.tsx'
import { objectHref } from '#domain/vsphere/href.ts'

const POWER = { POWERED_ON: 'Powered on', POWERED_OFF: 'Powered off', SUSPENDED: 'Suspended' } as const

/** The workspace of a virtual machine: those there are belong to control planes, so nothing is changed here. */
export function VmPage({ id }: { id: string }) {
  const { data, error, retry } = useServerQuery('virtualMachines', { filters: { id: [id] } })
  const vm = data?.rows[0]
  if (!data) return <PageProblem error={error} what="virtual machine" onRetry={retry} />
  if (!vm) return <PageProblem error={new QueryError(404, `Virtual machine "${id}" not found`)} what="virtual machine" />
  return (
    <ObjectFrame icon="vm" overlay={vm.powerState === 'POWERED_ON' ? 'running' : 'off'} name={vm.name}>
      <Cards>
        <Card
          title="Details"
          rows={[
            { label: 'State', value: POWER[vm.powerState] },
            { label: 'Role', value: vmRole(vm.role) },
            { label: 'Host', value: vm.hostId && <ObjectLink href={objectHref('host', vm.hostId)}>{vm.hostName}</ObjectLink> },
            { label: 'Address', value: vm.address },
            { label: 'CPUs', value: vm.cpuCount, numeric: true },
            { label: 'Memory', value: `${vm.memoryMiB / 1024} GiB`, numeric: true },
            { label: 'Runtime', value: vm.runtime },
          ]}
        />
      </Cards>
    </ObjectFrame>
  )
}
