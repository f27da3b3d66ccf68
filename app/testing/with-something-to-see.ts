import { systemUser } from '#domain/user.ts'
import { createDirectory } from '#server/auth/directory/directory.ts'
import type { OpenControlPlane } from '#server/control-plane.ts'

/** One of everything that a question which everybody may ask could tell too much of; the API token is `owner`'s. */
export const withSomethingToSee = async (plane: OpenControlPlane, owner: string): Promise<void> => {
  const { store, inventory, clock } = plane
  const door = inventory.as(systemUser('test'))
  const { id: datacenterId } = await door.createDatacenter({ name: 'lab' })
  const { id: clusterId } = await door.createCluster({ datacenterId, name: 'lab-cluster' })
  await store.inventory.write(async ({ db }) => {
    await db.supervisor.create({ data: { id: 'sup-of-lab', name: 'lab-supervisor', clusterId, version: 'v0', spec: {} } })
    await db.namespace.create({
      data: {
        id: 'namespace-lab',
        name: 'lab-team',
        supervisorId: 'sup-of-lab',
        resourcePoolId: 'resgroup-lab',
        createdBy: 'test',
      },
    })
    const target = { targetKind: 'Cluster', targetId: clusterId, targetName: 'lab-cluster' }
    await db.alarm.create({
      data: { ...target, definitionId: 'host-not-responding', severity: 'ERROR', message: 'A host is silent' },
    })
  })
  const { id: uid } = await store.inventory.read.user.findFirstOrThrow({ where: { name: owner } })
  const person = { ...systemUser(owner), uid }
  await createDirectory({ store, clock }).as(person).createToken({ name: 'lab automation' })
}
