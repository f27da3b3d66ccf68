'use client'
import { Cards } from '#components/live/cards.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText } from '#domain/amounts.ts'

/** The workspace of a datastore. */
export function DatastorePage({ id }: { id: string }) {
  const { data, error, retry } = useServerQuery('datastores', { filters: { id: [id] } })
  const datastore = data?.rows[0]
  if (!data) return <QueryProblem error={error} what="datastore" onRetry={retry} />
  if (!datastore) return <EmptyState icon="unknown" title="There is no such datastore">It may have been deleted.</EmptyState>
  const { name, type, tags, capacityBytes, freeBytes } = datastore
  return (
    <ObjectFrame icon="datastore" name={name}>
      <Cards>
        <Card
          title="Details"
          rows={[
            { label: 'Type', value: type },
            { label: 'Tags', value: tags.join(', ') },
          ]}
        />
        <Card title="Capacity and Usage">
          <UsageBar label="Storage" used={capacityBytes - freeBytes} capacity={capacityBytes} format={bytesText} />
        </Card>
      </Cards>
    </ObjectFrame>
  )
}
