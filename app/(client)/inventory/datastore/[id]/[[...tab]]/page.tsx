import { Prefetched } from '../../../../../prefetched.tsx'
import { type ObjectParams, readParams } from '../../../../../route-params.ts'
import { DatastorePage } from './datastore-page.tsx'

/** A datastore. */
export default async function Page(props: ObjectParams) {
  const { id } = await readParams(props, 'datastore')
  return (
    <Prefetched asked={[['datastores', { filters: { id: [id] } }]]}>
      <DatastorePage id={id} />
    </Prefetched>
  )
}
