'use client'
import { Cards } from '#components/live/cards.tsx'
import { QueryError } from '#components/live/fetch-query.ts'
import { PageProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { Card } from '#components/ui/card.tsx'
import { UsageBar } from '#components/ui/usage-bar.tsx'
import { bytesText } from '#domain/amounts.ts'

/** The workspace of a datastore. */
export function DatastorePage({ id }: { id: string }) {
  const { data, error, retry } = useServerQuery('datastores', { filters: { id: [id] } })
  const datastore = data?.rows[0]
  if (!data) return <PageProblem error={error} what="datastore" onRetry={retry} />
  if (!datastore) return <PageProblem error={new QueryError(404, `Datastore "${id}" not found`)} what="datastore" />
  const { name, type, tags, capacityBytes, freeBytes } = datastore
  return (
    <ObjectFrame icon="datastore" name={name} target={{ kind: 'datastore', id, name }}>
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
