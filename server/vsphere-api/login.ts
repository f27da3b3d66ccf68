import { z } from 'zod'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import type { InventoryClient } from '#server/inventory/inventory.ts'
import { basicOrBearerUser, basicUser } from './identify.ts'
import { readJson } from './read-json.ts'
import { json } from './respond.ts'
import type { Route } from './route.ts'

/** That this is a Supervisor's login endpoint; clients test the status and show the text. */
export const loginBanner: Route = {
  path: '/wcp/loginbanner',
  methods: {
    GET: async () =>
      new Response('Hemisphere: log in with your vSphere account.\n', {
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      }),
  },
}

const LOGIN = z.object({ guest_cluster_name: z.string().optional(), guest_cluster_namespace: z.string().optional() })

/** What `kubectl vsphere login` sends: HTTP Basic in, a Kubernetes token out. */
export const login: Route = {
  path: '/wcp/login',
  methods: {
    POST: async (api, call) => {
      const user = await basicUser(api, call)
      const wanted = await readJson(call.request, LOGIN)
      const answer = { session_id: await api.auth.issueKubernetesToken(user) }
      // There are no Tanzu Kubernetes clusters here; the protocol says "not found" with an empty server.
      return json(wanted.guest_cluster_name ? { ...answer, guest_cluster_server: '', guest_cluster_ca: '' } : answer)
    },
  },
}

/** The namespaces the user may enter, and where their Kubernetes API is. */
export const workloads: Route = {
  path: '/wcp/workloads',
  methods: {
    GET: async (api, call) => {
      const user = await basicOrBearerUser(api, call)
      const { hostname, port } = new URL(api.urls.api)
      const namespaces = await allNamespaces(api.inventory.as(user))
      return json(
        namespaces.map(({ name, supervisorName, apiServerUrl }) => ({
          namespace: name,
          master_host: hostname,
          control_plane_api_server_port: port || '443',
          control_plane_DNS_names: [hostname],
          // Ours: one port serves several Supervisors, each under a path of its own.
          supervisor: supervisorName,
          api_server_url: apiServerUrl,
        })),
      )
    },
  },
}

const PAGE = 500

const allNamespaces = async (client: InventoryClient): Promise<NamespaceView[]> => {
  const all: NamespaceView[] = []
  for (;;) {
    const { rows, total } = await client.namespaces({ offset: all.length, limit: PAGE })
    all.push(...rows)
    if (rows.length === 0 || all.length >= total) return all
  }
}
