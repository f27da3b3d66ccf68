import { isIP } from 'node:net'
import { z } from 'zod'
import { badRequest } from '#domain/errors.ts'
import type { JoinAnswer } from '#domain/host-agent.ts'
import type { HostHardware } from '#domain/vsphere/host.ts'
import { hostGroup } from '#server/auth/authorize.ts'
import { randomSerial } from '#server/auth/keys.ts'
import { hostAgent } from './identify.ts'
import { readJson } from './read-json.ts'
import { json, noContent } from './respond.ts'
import type { Route } from './route.ts'

const JOIN = z.object({ token: z.string().min(1), hardware: z.looseObject({ name: z.string().min(1) }), csr: z.string().min(1) })

/** An agent adds its host to the cluster of its join token and gets the certificate it speaks with from then on. */
export const join: Route = {
  path: '/hosts/join',
  methods: {
    POST: async ({ authority, inventory, urls }, { request, connection }) => {
      const { token, hardware, csr } = await readJson(request, JOIN)
      const { name } = hardware
      if (name === new URL(urls.api).hostname)
        throw badRequest(`hardware.name: ${name} is the name of this API; give the host a name of its own`)
      // Before the token is used up on it.
      const checked = await authority.checkRequest(csr)
      const serial = randomSerial()
      // The inventory checks every field of the hardware.
      const { hostId } = await inventory.agents.join(token, hardware as unknown as HostHardware, serial)
      // The names are those we know to be the host's: what it says of its address could be the address of another.
      const { address } = connection
      const { certificate } = await authority.signHostRequest(checked, {
        commonName: `system:node:${name}`,
        organizations: ['system:nodes', hostGroup(hostId)],
        dnsNames: [name],
        ips: isIP(address) ? [address] : [],
        serial,
      })
      return json({ hostId, certificate, authority: authority.certificate } satisfies JoinAnswer)
    },
  },
}

const LONGEST_WAIT_SECONDS = 60

/** What the host should be. With `wait` and `revision` the answer comes when it differs from that revision, or after so many seconds. */
export const self: Route = {
  path: '/hosts/self',
  methods: {
    GET: async (api, call) => {
      const { hostId } = hostAgent(api, call)
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
      const { hostId } = hostAgent(api, call)
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

/** The hosts of one agent process are alive, and what they use. */
export const heartbeat: Route = {
  path: '/hosts/heartbeat',
  methods: {
    POST: async (api, call) => {
      const { hostId } = hostAgent(api, call)
      const { hosts, usage } = await readJson(call.request, HEARTBEAT)
      // A certificate whose host was removed speaks for nobody.
      await api.inventory.agents.assignment(hostId)
      await api.inventory.agents.heartbeat(hosts)
      if (usage.length) await api.inventory.agents.reportUsage(usage)
      return noContent()
    },
  },
}
