import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type QueryArgs, type QueryName, type QueryValue, queryKey } from '#domain/client/queries.ts'
import { isStatusError } from '#domain/errors.ts'
import { ask } from './queries/run-query.ts'
import { requireUser } from './session.ts'

/** A query to answer before the page is sent. */
export type Asked = { [Name in QueryName]: readonly [name: Name, args: QueryArgs<Name>] }[QueryName]

/** What has been answered so far. */
export type Answered = <Name extends QueryName>(name: Name, args: QueryArgs<Name>) => QueryValue<Name> | undefined

/**
 * Renders the page with its data in it; `then` are queries that need the first answers. What can't be answered (refused, gone) is left to
 * the browser, which asks again and says why in the page. Sends to the sign-in page when nobody is signed in.
 */
export async function Prefetched({
  asked,
  then,
  children,
}: {
  asked: readonly Asked[]
  then?(answered: Answered): readonly Asked[]
  children: ReactNode
}) {
  const user = await requireUser()
  const client = new QueryClient()
  const answer = async ([name, args]: Asked) => {
    try {
      client.setQueryData(queryKey(name, args as never), await ask(user, name, args as never))
    } catch (error) {
      if (!isStatusError(error)) console.error(error)
    }
  }
  await Promise.all(asked.map(answer))
  const more = then?.((name, args) => client.getQueryData(queryKey(name, args))) ?? []
  await Promise.all(more.map(answer))
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}
