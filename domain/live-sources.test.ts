import { expect, test } from 'vitest'
import type { LiveChange } from './live.ts'
import { concernsQuery, joinTopics, topicsOf } from './live-sources.ts'

const pod = (part: Partial<LiveChange> = {}): LiveChange => ({
  api: 'supervisor:s1',
  kind: 'pods',
  namespace: 'team-a',
  name: 'web',
  operation: 'MODIFIED',
  revision: '5',
  ...part,
})
const scope = { supervisorId: 's1', namespace: 'team-a' }

test.each([
  ['its namespace', 'pods', scope, pod(), true],
  ['another namespace', 'pods', scope, pod({ namespace: 'team-b' }), false],
  ['any namespace, when all are shown', 'pods', { supervisorId: 's1' }, pod({ namespace: 'team-b' }), true],
  ['another Supervisor', 'pods', scope, pod({ api: 'supervisor:s2' }), false],
  ['the very pod', 'pod', { ...scope, name: 'web' }, pod(), true],
  ['another pod', 'pod', { ...scope, name: 'api' }, pod(), false],
  ['another resource', 'deployments', scope, pod(), false],
] as const)('a pod list hears of %s', (_what, name, args, change, expected) => {
  expect(concernsQuery(name, args, change)).toBe(expected)
})

test('queries of one namespace are told of that namespace only', () => {
  const joined = joinTopics([topicsOf('pods', scope), topicsOf('podEvents', { ...scope, name: 'web' }), topicsOf('tasks', {})])
  expect(joined).toEqual({ api: 'supervisor:s1', namespace: 'team-a', resources: ['events', 'pods'] })
})

test('queries that differ in namespace are told of all', () => {
  expect(joinTopics([topicsOf('pods', scope), topicsOf('pods', { supervisorId: 's1' })])).toEqual({
    api: 'supervisor:s1',
    resources: ['pods'],
  })
})

test('the inventory needs no topic', () => {
  expect(joinTopics([topicsOf('hosts', {}), topicsOf('tree', {})])).toEqual({})
})
