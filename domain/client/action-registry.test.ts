import { expect, test } from 'vitest'
import { BUILT_IN_ROLES } from '#domain/vsphere/privileges.ts'
import { ACTIONS, type ActionTarget, actionsFor } from './action-registry.ts'

const administrator = { privileges: ['*'] }
const operator = { privileges: [...(BUILT_IN_ROLES.operator?.privileges ?? [])] }
const host: ActionTarget = { kind: 'host', id: 'host-1', name: 'esx-01', state: 'ok' }
const cluster: ActionTarget = { kind: 'cluster', id: 'domain-c1', name: 'cluster-01' }

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
])('%s on %o: %s', (id, target, reason) => {
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

test('every action is listed once', () => {
  expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length)
})
