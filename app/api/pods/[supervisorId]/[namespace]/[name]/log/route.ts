import { supervisorApi } from '#domain/vsphere/supervisor.ts'
import { controlPlane } from '#server/control-plane.ts'
import { asUser } from '../../../../../../as-user.ts'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ supervisorId: string; namespace: string; name: string }>
}

/** Lines of the past that a page starts with. */
const TAIL = 2000

/** A container's log as it is written. It ends with the container, or when the reader leaves. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  asUser(request, async (user) => {
    const { supervisorId, namespace, name } = await params
    const query = new URL(request.url).searchParams
    const container = query.get('container')
    const { resources } = await controlPlane()
    const log = await resources.as(user, supervisorApi(supervisorId)).logs(
      { namespace, name },
      {
        ...(container ? { container } : {}),
        follow: query.get('follow') === 'true',
        previous: query.get('previous') === 'true',
        tailLines: TAIL,
      },
      request.signal,
    )
    return new Response(log, {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-content-type-options': 'nosniff',
      },
    })
  })
