import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { makePod } from '#domain/testing/make-pod.ts'
import { PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import type { ResourceClient } from '#server/resources/resources.ts'
import { createAlarmController } from './alarms.ts'
import type { InventoryController } from './inventory-controller.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

let lab: ControlledLab
let alarms: InventoryController
let kube: ResourceClient
let supervisorId: string
let clusterId: string
let namespaceId: string

const SENTENCE = '0/3 nodes are available: 3 Insufficient cpu.'

beforeAll(async () => {
  lab = await controlledLab()
  const supervisor = await lab.enabled()
  supervisorId = supervisor.id
  clusterId = supervisor.clusterId
  kube = lab.kube(supervisorId)
  alarms = createAlarmController(lab)
  const { id } = await lab.admin.createNamespace({
    ...PLAIN_NAMESPACE,
    name: 'shop',
    supervisorId,
    access: [{ subjectType: 'USER', subject: 'devops', domain: 'vsphere.local', role: 'EDIT' }],
  })
  namespaceId = id
  await lab.namespaces.reconcile(id)
})
afterAll(() => lab.close())

const stuck = async (name: string, reason: string, message: string) => {
  const pod = (await kube.create('pods', makePod({ name, namespace: 'shop' }) as KubeObject)) as KubeObject
  const conditions = [{ type: 'PodScheduled', status: 'False', reason, message }]
  await kube.patch(
    'pods',
    { namespace: 'shop', name },
    { type: 'strategic', body: { metadata: { uid: pod.metadata.uid }, status: { conditions } } },
    { subresource: 'status' },
  )
}

const raised = async (client = lab.admin, targetId?: string) => {
  await alarms.reconcile('pod-unschedulable')
  const { rows } = await client.alarms({ ...(targetId ? { targetId } : {}), filters: { definitionId: ['pod-unschedulable'] } })
  return rows.map(({ targetKind, targetId: id, message }) => [targetKind, id, message])
}

test('a pod that no host can take raises an alarm until it is gone; one that is not ready to be placed does not', async () => {
  await stuck('huge', 'Unschedulable', SENTENCE)
  await stuck('gated', 'SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates')
  const alarm = ['Pod', `${supervisorId}/shop/huge`, SENTENCE]
  expect(await raised()).toEqual([alarm])
  // Whoever may see the namespace sees it, and so do the Monitor tabs of what it is in.
  expect(await raised(lab.inventory.as(lab.person('devops')))).toEqual([alarm])
  expect(await raised(lab.inventory.as(lab.person('stranger')))).toEqual([])
  for (const target of [namespaceId, supervisorId, clusterId]) expect(await raised(lab.admin, target)).toEqual([alarm])
  expect(await raised(lab.admin, lab.hostIds[0])).toEqual([])

  await kube.delete('pods', { namespace: 'shop', name: 'huge' }, { gracePeriodSeconds: 0 })
  expect(await raised()).toEqual([])
})
