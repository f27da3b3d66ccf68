import { expect, test } from 'vitest'
import { BUILT_IN_ROLES } from '#domain/vsphere/privileges.ts'
import { ACTIONS, type ActionTarget, actionsFor } from './action-registry.ts'

const administrator = { privileges: ['*'] }
const operator = { privileges: [...(BUILT_IN_ROLES.operator?.privileges ?? [])] }
const host: ActionTarget = { kind: 'host', id: 'host-1', name: 'esx-01', state: 'ok' }
const cluster: ActionTarget = { kind: 'cluster', id: 'domain-c1', name: 'cluster-01' }

const datacenter: ActionTarget = { kind: 'datacenter', id: 'datacenter-1', name: 'dc', content: 0 }
const namespace: ActionTarget = { kind: 'namespace', id: 'n1', name: 'team-a' }
const pod: ActionTarget = { kind: 'pod', id: 'p1', name: 'web-1', supervisorId: 's1', namespace: 'team-a', mayDelete: true }

const reasonOf = (id: string, target: ActionTarget, user = administrator) =>
  actionsFor(target, user).find(({ definition }) => definition.id === id)?.reason

test.each([
  ['enter-maintenance', host, undefined],
  ['enter-maintenance', { ...host, state: 'maintenance' as const }, 'Host is in maintenance mode already'],
  ['enter-maintenance', { ...host, state: 'disconnected' as const }, 'Host is disconnected'],
  ['exit-maintenance', host, 'Host is not in maintenance mode'],
  ['reconnect-host', host, 'Host is connected already'],
  ['remove-host', host, 'Put the host into maintenance mode or disconnect it first'],
  ['remove-host', { ...host, state: 'maintenance' as const }, undefined],
  ['enable-supervisor', cluster, undefined],
  ['enable-supervisor', { ...cluster, supervisor: true }, 'Workload Management is enabled on cluster-01 already'],
  ['new-namespace', cluster, 'Workload Management is not enabled on cluster-01'],
  ['delete-cluster', { ...cluster, supervisor: true }, 'Disable Workload Management first'],
  ['delete-cluster', { ...cluster, content: 8 }, 'Remove its 8 hosts first'],
  ['delete-cluster', { ...cluster, content: 0 }, undefined],
  ['disable-supervisor', { ...cluster, supervisor: true }, undefined],
  [
    'disable-supervisor',
    { ...cluster, supervisor: true, state: 'removing' },
    'Workload Management is being disabled on cluster-01',
  ],
  ['new-namespace', { ...cluster, supervisor: true, state: 'removing' }, 'Workload Management is being disabled on cluster-01'],
  ['delete-datacenter', datacenter, undefined],
  ['delete-datacenter', { ...datacenter, content: 1 }, 'Remove the 1 object in it first: clusters, datastores and networks'],
  ['delete-namespace', namespace, undefined],
  ['delete-namespace', { ...namespace, state: 'removing' }, 'team-a is being deleted'],
  ['edit-limits', { ...namespace, state: 'removing' }, 'team-a is being deleted'],
  ['remove-permission', { ...namespace, kind: 'access', state: 'removing' }, 'The namespace is being deleted'],
  ['delete-pod', pod, undefined],
  ['delete-pod', { ...pod, state: 'removing' }, 'web-1 is being deleted already'],
  [
    'delete-pod',
    { ...pod, mayDelete: false },
    'Needs the right to delete pods in the namespace team-a, as its roles “Can edit” and “Owner” give it',
  ],
  ['edit-vm-class', { kind: 'vm-class', id: 'x', name: 'x', builtIn: false }, undefined],
  [
    'edit-vm-class',
    { kind: 'vm-class', id: 'x', name: 'x', builtIn: true },
    'Built-in VM classes can’t be changed; make one of your own',
  ],
  ['delete-user', { kind: 'user', id: 'u1', name: 'me@vsphere.local', own: true }, 'You cannot delete your own account'],
  ['disable-user', { kind: 'user', id: 'u1', name: 'me@vsphere.local', own: true }, 'You cannot disable your own account'],
  ['acknowledge-alarm', { kind: 'alarm', id: 'a1', name: 'Host down' }, undefined],
  [
    'acknowledge-alarm',
    { kind: 'alarm', id: 'a1', name: 'Host down', acknowledgedBy: 'op@vsphere.local' },
    'Acknowledged by op@vsphere.local already',
  ],
] as [id: string, target: ActionTarget, reason: string | undefined][])('%s on %o: %s', (id, target, reason) => {
  expect(reasonOf(id, target)).toBe(reason)
})

test('a missing privilege is named, with who holds it, before anything about the object', () => {
  expect(reasonOf('enable-supervisor', { ...cluster, supervisor: true }, operator)).toBe(
    'Needs Namespaces.Manage (Enable, change and disable Workload Management), held by: Administrator',
  )
  expect(reasonOf('enter-maintenance', host, operator)).toBeUndefined()
})

test('a menu holds only what can apply to the kind, destructive entries last', () => {
  const ids = actionsFor(host, administrator).map(({ definition }) => definition.id)
  expect(ids).toEqual(['enter-maintenance', 'exit-maintenance', 'disconnect-host', 'reconnect-host', 'remove-host'])
})

test.each<[kind: ActionTarget['kind'], ids: string[]]>([
  ['datacenter', ['new-cluster', 'new-datastore', 'new-network', 'delete-datacenter']],
  ['datastore', ['edit-datastore', 'delete-datastore']],
  ['network', ['delete-network']],
])('the menu of a %s', (kind, ids) => {
  const menu = actionsFor({ kind, id: 'x', name: 'x' }, administrator)
  expect(menu.map(({ definition }) => definition.id)).toEqual(ids)
  expect(actionsFor({ kind, id: 'x', name: 'x' }, operator).every(({ reason }) => reason?.startsWith('Needs '))).toBe(true)
})

test.each<[target: Partial<ActionTarget> & Pick<ActionTarget, 'kind'>, ids: string[]]>([
  [{ kind: 'user' }, ['set-password', 'disable-user', 'delete-user']],
  [{ kind: 'user', disabled: true }, ['set-password', 'enable-user', 'delete-user']],
  [{ kind: 'user-list' }, ['new-user']],
  [{ kind: 'group' }, ['edit-members', 'delete-group']],
  [{ kind: 'group-list' }, ['new-group']],
  [{ kind: 'permission' }, ['remove-global-permission']],
  [{ kind: 'permission-list' }, ['add-global-permission']],
  [{ kind: 'storage-policy' }, ['edit-storage-policy', 'delete-storage-policy']],
  [{ kind: 'storage-policy-list' }, ['new-storage-policy']],
  [{ kind: 'vm-class' }, ['edit-vm-class', 'delete-vm-class']],
  [{ kind: 'vm-class-list' }, ['new-vm-class']],
  [{ kind: 'access' }, ['remove-permission']],
  [{ kind: 'alarm' }, ['acknowledge-alarm', 'reset-alarm']],
])('what a list of the client offers for %o, and that it needs a privilege', (target, ids) => {
  const menu = (user: typeof administrator) => actionsFor({ id: 'x', name: 'x', ...target }, user)
  expect(menu(administrator).map(({ definition }) => definition.id)).toEqual(ids)
  expect(menu(administrator).every(({ reason }) => reason === undefined)).toBe(true)
  expect(menu({ privileges: [] }).every(({ reason }) => reason?.startsWith('Needs '))).toBe(true)
})

test('every action is listed once', () => {
  expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length)
})
