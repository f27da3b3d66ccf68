import { badRequest } from '#domain/errors.ts'
import { asUser } from '../../as-user.ts'
import { runQuery } from '../../queries/run-query.ts'

/** Answers one named query of the client as the signed-in user. */
export const POST = (request: Request): Promise<Response> =>
  asUser(request, async (user) => {
    const body: unknown = await request.json().catch(() => undefined)
    if (typeof body !== 'object' || body === null) throw badRequest('the body must be {"name": …, "args": …}')
    const { name, args } = body as { name?: unknown; args?: unknown }
    return Response.json(
      { value: (await runQuery(user, String(name), args ?? {})) ?? null },
      { headers: { 'cache-control': 'no-store' } },
    )
  })
