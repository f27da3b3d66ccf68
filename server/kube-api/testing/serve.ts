import { openTestApi } from './open-test-api.ts'

// Opens a test API for trying kubectl by hand: npx tsx server/kube-api/testing/serve.ts, then export what it prints. Ctrl-C ends it.
const server = await openTestApi({ port: Number(process.env.API_PORT ?? 0) })
console.log(`HEMISPHERE_API_URL=${server.url}`)
console.log(`KUBECONFIG=${await server.kubeconfig('admin', 'system:masters')}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close().finally(() => process.exit(0)))
}
