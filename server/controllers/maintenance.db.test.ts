import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makePod } from '#domain/testing/make-pod.ts'
import { PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { previewEviction } from '#server/scheduling/eviction-preview.ts'
import { Snapshot } from '#server/scheduling/snapshot.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
let supervisorId: string
let kube: ResourceClient
beforeAll(async () => {
  lab = await controlledLab({ planEvacuation: ({ host, nodes, pods }) => previewEviction(Snapshot.of({ nodes, pods }), host) })
  supervisorId = (await lab.enabled()).id
  kube = lab.kube(supervisorId)
  const { id } = await lab.admin.createNamespace({ ...PLAIN_NAMESPACE, name: 'apps', supervisorId })
  await lab.namespaces.reconcile(id)
  await kube.create('pods', makePod({ name: 'bare', namespace: 'apps' }))
  const { metadata, ...owned } = makePod({ name: 'owned', namespace: 'apps' })
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'uid-web', controller: true }
  await kube.create('pods', { ...owned, metadata: { ...metadata, ownerReferences: [owner] } })
  for (const name of ['bare', 'owned']) await kube.bind({ namespace: 'apps', name }, 'esx-01.lab')
}, 120_000)
afterAll(() => lab.close())

test('the preview says what moves, where to, and what is lost', async () => {
  const { workloads } = await lab.admin.evacuationPreview(lab.hostIds[0] ?? '')
  expect(workloads.map(({ kind, name, outcome, to }) => [kind, name, outcome, to])).toEqual([
    ['VirtualMachine', 'SupervisorControlPlaneVM (1)', 'moves', 'esx-02.lab'],
    ['Pod', 'bare', 'lost', undefined],
    ['Pod', 'owned', 'moves', expect.stringMatching(/^esx-0[23]/)],
  ])
})

test('search finds pods by name', async () => {
  expect(await lab.admin.search('owned')).toMatchObject([
    { kind: 'pod', name: 'owned', href: `/inventory/pod/${supervisorId}/apps/owned/summary` },
  ])
  expect(await lab.inventory.as(lab.person('eve')).search('owned')).toEqual([])
})

test('the host is in maintenance mode only when the last pod has ended', async () => {
  const [host = ''] = lab.hostIds
  await lab.admin.enterMaintenance(host)
  expect(await lab.maintenance.reconcile(host)).toEqual({ requeueAfterMs: 1000 })
  expect(await lab.admin.host(host)).toMatchObject({ maintenance: 'ENTERING', vmCount: 0 })
  expect((await lab.admin.tasks({ targetId: host })).rows[0]).toMatchObject({
    state: 'RUNNING',
    description: 'Waits for 2 pods to end: apps/bare, apps/owned',
  })
  for (const name of ['bare', 'owned']) await kube.delete('pods', { namespace: 'apps', name }, { gracePeriodSeconds: 0 })
  await lab.maintenance.reconcile(host)
  expect(await lab.admin.host(host)).toMatchObject({ maintenance: 'IN_MAINTENANCE' })
})

test('what kubectl cordoned stays cordoned after maintenance mode', async () => {
  const [, host = ''] = lab.hostIds
  const node = await kube.get('nodes', { name: 'esx-02.lab' })
  await kube.update('nodes', { ...node, spec: { ...node.spec, unschedulable: true } })
  await lab.maintenance.reconcile(host)
  expect((await kube.get('nodes', { name: 'esx-02.lab' })).spec.unschedulable).toBe(true)
})

test('disabling does not wait for pods of a host that is gone', async () => {
  await kube.create('pods', makePod({ name: 'stranded', namespace: 'apps' }))
  await kube.bind({ namespace: 'apps', name: 'stranded' }, 'esx-03.lab')
  lab.clock.step(41_000)
  await lab.inventory.agents.heartbeat(lab.hostIds.slice(0, 2))
  await lab.admin.disableSupervisor(supervisorId)
  const [namespace = ''] = await lab.namespaces.keys()
  await vi.waitFor(
    async () => {
      await lab.supervisors.reconcile(supervisorId)
      await lab.namespaces.reconcile(namespace)
      expect(await lab.namespaces.keys()).toEqual([])
    },
    { timeout: 20_000, interval: 50 },
  )
  await lab.supervisors.reconcile(supervisorId)
  await lab.runAgents(lab.hostIds.slice(0, 2))
  await lab.supervisors.reconcile(supervisorId)
  expect(await lab.supervisors.keys()).toEqual([])
})
