import { setTimeout as sleep } from 'node:timers/promises'
import { openApi } from './api-client.ts'

const PER_DEPLOYMENT = 300
/** Without all pods running after this long the run is given up. */
const PATIENCE_MS = 180_000

const deployment = (name: string, replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [
          { name: 'app', image: `registry.example/${name}:1.4`, resources: { requests: { cpu: '50m', memory: '64Mi' } } },
        ],
      },
    },
  },
})

/** Makes a namespace with so many running pods, by Deployments, and resolves with its name. */
export const fillNamespace = async (pods: number): Promise<string> => {
  const api = openApi(8)
  const namespace = `fleet-${Date.now().toString(36)}`
  const authorization = await api.login()
  await api.createNamespace(authorization, namespace)
  for (let made = 0; made < pods; made += PER_DEPLOYMENT) {
    const body = deployment(`service-${made / PER_DEPLOYMENT}`, Math.min(PER_DEPLOYMENT, pods - made))
    await api.ask('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, authorization, body)
  }
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments`
  for (const began = performance.now(); ; ) {
    const { items } = await api.ask<{ items: { status?: { readyReplicas?: number } }[] }>('GET', path, authorization)
    const ready = items.reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0)
    if (ready >= pods) break
    if (performance.now() - began > PATIENCE_MS) throw new Error(`${ready} of ${pods} pods run after ${PATIENCE_MS / 1000} s.`)
    await sleep(1000)
  }
  api.close()
  return namespace
}
