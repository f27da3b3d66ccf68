'use client'
import { Cards } from '#components/live/cards.tsx'
import { QueryError } from '#components/live/fetch-query.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { poolText } from '#components/networks/pool-text.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Card } from '#components/ui/card.tsx'

/** The workspace of a network. */
export function NetworkPage({ id }: { id: string }) {
  const { data, error, retry } = useServerQuery('networks', { filters: { id: [id] } })
  const network = data?.rows[0]
  if (!data) return <PageProblem error={error} what="network" onRetry={retry} />
  if (!network) return <PageProblem error={new QueryError(404, `Network "${id}" not found`)} what="network" />
  const { name, kind, vlan, pools } = network
  return (
    <ObjectFrame icon="network" name={name} target={{ kind: 'network', id, name }}>
      <Cards>
        <Card
          title="Details"
          rows={[
            { label: 'Used for', value: kind === 'MANAGEMENT' ? 'Management' : 'Workloads' },
            { label: 'VLAN', value: vlan },
          ]}
        />
        <Card
          title="Address Pools"
          rows={pools.map(({ purpose, cidr, gateway, used }) => ({
            label: poolText(purpose),
            value: `${cidr}${gateway ? `, gateway ${gateway}` : ''}${used ? `, ${used} in use` : ''}`,
          }))}
        >
          {pools.length === 0 && 'None: ranges are given when Workload Management is enabled.'}
        </Card>
      </Cards>
    </ObjectFrame>
  )
}
