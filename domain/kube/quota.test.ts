import { expect, test } from 'vitest'
import { makePod, type PodOptions } from '../testing/make-pod.ts'
import { exceededMessage, hardLimits, missingLimits, podCharges, quotaUsed } from './quota.ts'

const MI = 1024 ** 2

test.each<[string, PodOptions, unknown]>([
  ['says nothing', {}, { 'count/pods': 1, pods: 1, 'requests.cpu': 1000, 'requests.memory': 512 * MI }],
  [
    'states both',
    { requests: { cpu: '250m', memory: '64Mi' }, limits: { cpu: '1', memory: '128Mi' } },
    { 'count/pods': 1, pods: 1, 'requests.cpu': 250, 'requests.memory': 64 * MI, 'limits.cpu': 1000, 'limits.memory': 128 * MI },
  ],
  ['has ended', { phase: 'Succeeded', requests: { cpu: '8' } }, { 'count/pods': 1 }],
])('a pod that %s', (_what, options, expected) => {
  expect(podCharges(makePod(options))).toEqual(expected)
})

test('older names mean the same things', () => {
  expect(hardLimits({ cpu: '2', memory: '1Mi', secrets: '3', pods: '4', 'count/deployments.apps': '5' })).toEqual({
    'requests.cpu': 2000,
    'requests.memory': MI,
    'count/secrets': 3,
    pods: 4,
    'count/deployments.apps': 5,
  })
  expect(quotaUsed({ cpu: '2', 'limits.memory': '1Gi', pods: '4' }, { 'requests.cpu': 1500, 'limits.memory': 3 * MI })).toEqual({
    cpu: '1500m',
    'limits.memory': '3Mi',
    pods: '0',
  })
})

test('every quota that is exceeded is told, with the names it uses', () => {
  const rows = [
    { quota: 'q2', resource: 'pods', delta: 1, used: 3, hard: 3 },
    { quota: 'q1', resource: 'requests.cpu', delta: 500, used: 1800, hard: 2000 },
    { quota: 'q1', resource: 'pods', delta: 1, used: 3, hard: 3 },
  ]
  expect(exceededMessage(rows, (_quota, resource) => (resource === 'requests.cpu' ? 'cpu' : resource))).toBe(
    'exceeded quota: q1, requested: cpu=500m,pods=1, used: cpu=1800m,pods=3, limited: cpu=2,pods=3, exceeded quota: q2, requested: pods=1, used: pods=3, limited: pods=3',
  )
})

test('limits that a quota needs are named with the containers that lack them', () => {
  expect(missingLimits(makePod({ limits: { cpu: '1' } }), { 'limits.cpu': '4', 'limits.memory': '1Gi' })).toBe(
    'must specify limits.memory for: main',
  )
  expect(missingLimits(makePod(), { 'requests.cpu': '4' })).toBeUndefined()
})
