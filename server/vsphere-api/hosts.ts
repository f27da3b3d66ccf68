import { isIP } from 'node:net'
import { z } from 'zod'
import { badRequest, StatusError } from '#domain/errors.ts'
import type { HeartbeatAnswer, JoinAnswer, RenewalAnswer } from '#domain/host-agent.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { hostGroup } from '#server/auth/authorize.ts'
import type { CertificateSubject } from '#server/auth/certificate-authority.ts'
import { randomSerial } from '#server/auth/keys.ts'
import type { ServerNames } from '#server/auth/server-names.ts'
import { hostAgent } from './identify.ts'
import { readJson } from './read-json.ts'
import { json, noContent } from './respond.ts'
import type { Connection, Route } from './route.ts'

const JOIN = z.object({ token: z.string().min(1), hardware: z.looseObject({ name: z.string().min(1) }), csr: z.string().min(1) })

/** An agent adds its host to the cluster of its join token and gets the certificate it speaks with from then on. */
export const join: Route = {
  path: '/hosts/join',
  methods: {
    POST: async ({ authority, inventory, apiNames }, { request, connection }) => {
      const { token, hardware, csr } = await readJson(request, JOIN)
      const { name } = hardware
      if (apiNames().dnsNames.includes(name))
        throw badRequest(`hardware.name: ${name} is a name of this API; give the host a name of its own`)
      // Before the token is used up on it.
      const checked = await authority.checkRequest(csr)
      const serial = randomSerial()
      // The inventory checks every field of the hardware.
      const { keyThumbprint } = checked
      const { hostId } = await inventory.agents.join(token, hardware as unknown as HostHardware, { serial, keyThumbprint })
      const { certificate } = await authority.signHostRequest(checked, {
        ...subjectOf(hostId, name, connection, apiNames()),
        serial,
      })
      return json({ hostId, certificate, authority: authority.certificate } satisfies JoinAnswer)
    },
  },
}

/**
 * Who a host is in its certificate. The names are those we know to be its own: what it says of its address could be the address of another, and a
 * host beside the API has the API's address, with which it must not pass for it.
 */
const subjectOf = (hostId: string, name: string, connection: Connection, api: ServerNames): CertificateSubject => {
  const { address } = connection
  return {
    commonName: `system:node:${name}`,
    organizations: ['system:nodes', hostGroup(hostId)],
    dnsNames: [name],
    ips: isIP(address) && !api.ips.includes(address) ? [address] : [],
  }
}

const RENEWAL = z.object({ csr: z.string().min(1) })

/** The host's next certificate, for a key of its choice, while its present one is good. */
export const certificate: Route = {
  path: '/hosts/self/certificate',
  methods: {
    POST: async (api, call) => {
      const { hostId, certificate: presented } = await hostAgent(api, call)
      const { csr } = await readJson(call.request, RENEWAL)
      const checked = await api.authority.checkRequest(csr)
      const next = { serial: randomSerial(), keyThumbprint: checked.keyThumbprint }
      const { name } = await api.inventory.agents.renewCertificate(hostId, presented.keyThumbprint, next)
      const subject = subjectOf(hostId, name, call.connection, api.apiNames())
      const signed = await api.authority.signHostRequest(checked, { ...subject, serial: next.serial })
      return json({ certificate: signed.certificate, authority: api.authority.certificate } satisfies RenewalAnswer)
    },
  },
}

const LONGEST_WAIT_SECONDS = 60

/** What the host should be. With `wait` and `revision` the answer comes when it differs from that revision, or after so many seconds. */
export const self: Route = {
  path: '/hosts/self',
  methods: {
    GET: async (api, call) => {
      const { hostId } = await hostAgent(api, call)
      const { searchParams } = call.url
      const known = searchParams.get('revision')
      const wait = Number(searchParams.get('wait') ?? 0)
      if (!(wait >= 0)) throw badRequest('wait: must be a number of seconds')
      const end = api.clock.now().getTime() + Math.min(wait, LONGEST_WAIT_SECONDS) * 1000
      for (;;) {
        // Listening begins before reading, so that a change in between is not missed.
        const change = await api.changes.next(hostId)
        try {
          const assignment = await api.inventory.agents.assignment(hostId)
          const left = end - api.clock.now().getTime()
          if (assignment.revision !== known || left <= 0 || call.request.signal.aborted) return json(assignment)
          await change.within(left, call.request.signal)
        } finally {
          change.forget()
        }
      }
    },
  },
}

const REPORT = z.object({
  state: z.enum(['CONFIGURING', 'READY', 'ERROR', 'REMOVED']),
  message: z.string().max(2000).default(''),
  version: z.string().max(200).default(''),
})

/** The Spherelet says how it is doing. */
export const spherelet: Route = {
  path: '/hosts/self/spherelet',
  methods: {
    POST: async (api, call) => {
      const { hostId } = await hostAgent(api, call)
      await api.inventory.agents.reportSpherelet(hostId, await readJson(call.request, REPORT))
      return noContent()
    },
  },
}

const HEARTBEAT = z.object({
  hosts: z.array(z.string()).max(20_000),
  usage: z
    .array(z.object({ hostId: z.string(), cpuMhz: z.number().nonnegative(), memoryBytes: z.number().nonnegative() }))
    .max(20_000)
    .default([]),
})

const MOST_NAMED = 10

/**
 * The hosts of one agent process are alive, and what they use. A key speaks for the hosts that are registered with it, so that a process says
 * this once for all its hosts; the others are named in the answer and nothing is believed of them. Forbidden when that is all of them.
 */
export const heartbeat: Route = {
  path: '/hosts/heartbeat',
  methods: {
    POST: async (api, call) => {
      const { hostId, certificate: presented } = await hostAgent(api, call)
      const { hosts, usage } = await readJson(call.request, HEARTBEAT)
      const spoken = [...new Set([...hosts, ...usage.map((sample) => sample.hostId)])]
      // Its own host is the one that the certificate itself names.
      const own = new Set([hostId, ...(await api.inventory.agents.heldBy(presented.keyThumbprint, spoken))])
      await api.inventory.agents.heartbeat(hosts.filter((id) => own.has(id)))
      await api.inventory.agents.reportUsage(usage.filter((sample) => own.has(sample.hostId)))
      const refused = spoken.filter((id) => !own.has(id))
      if (!refused.length) return noContent()
      const named = `${refused.slice(0, MOST_NAMED).join(', ')}${refused.length > MOST_NAMED ? ` and ${refused.length - MOST_NAMED} more` : ''}`
      const message = `This certificate's key is not registered for ${named}: a host is spoken for with the key it joined with`
      if (refused.length === spoken.length) throw new StatusError('Forbidden', message)
      return json({ refused, message } satisfies HeartbeatAnswer)
    },
  },
}
