import { StatusError } from '#domain/errors.ts'
import type { LiveSession } from '#server/auth/auth.ts'
import { apiSession, basicCredentials } from './identify.ts'
import { json, noContent } from './respond.ts'
import type { Call, Route, VsphereApi } from './route.ts'

const create = async ({ auth }: VsphereApi, call: Call): Promise<string> => {
  const given = basicCredentials(call)
  if (!given) throw new StatusError('Unauthorized', 'Send a user name and a password with HTTP Basic authentication.')
  const userAgent = call.request.headers.get('user-agent') ?? ''
  const { token } = await auth.signIn({ ...given, address: call.connection.address, userAgent })
  return token
}

const describe = ({ user, createdAt, lastUsedAt }: LiveSession) => ({
  user: user.displayName,
  created_time: createdAt.toISOString(),
  last_accessed_time: lastUsedAt.toISOString(),
})

const end = async (api: VsphereApi, call: Call): Promise<void> => {
  const { token } = await apiSession(api, call)
  await api.auth.signOut(token)
}

/** Sessions of the Automation API: https://developer.broadcom.com/xapis/vsphere-automation-api/latest/cis/session/ */
export const session: Route = {
  path: '/api/session',
  methods: {
    POST: async (api, call) => json(await create(api, call), 201),
    GET: async (api, call) => json(describe(await apiSession(api, call))),
    DELETE: async (api, call) => {
      await end(api, call)
      return noContent()
    },
  },
}

/** The same in the older form that govc uses; `~action=get` asks without creating. */
export const legacySession: Route = {
  path: '/rest/com/vmware/cis/session',
  legacy: true,
  methods: {
    POST: async (api, call) => {
      const asking = call.url.searchParams.get('~action') === 'get'
      return json({ value: asking ? describe(await apiSession(api, call)) : await create(api, call) })
    },
    DELETE: async (api, call) => {
      await end(api, call)
      return json({})
    },
  },
}
