import { expect, test } from 'vitest'
import { makePod, type PodOptions } from '../testing/make-pod.ts'
import { applyLimitRanges, limitRangeRefusals } from './limit-range.ts'
import type { LimitRange } from './workloads.ts'

type Item = NonNullable<LimitRange['spec']>['limits'][number]

const range = (...limits: Item[]): LimitRange => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'l' },
  spec: { limits },
})

test.each<[string, PodOptions, Item, unknown]>([
  [
    'both',
    {},
    { type: 'Container', default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
    { limits: { cpu: '2' }, requests: { cpu: '1' } },
  ],
  [
    'a limit, which is then the request too',
    {},
    { type: 'Container', default: { cpu: '2' } },
    { limits: { cpu: '2' }, requests: { cpu: '2' } },
  ],
  [
    'what is missing only',
    { requests: { cpu: '500m' } },
    { type: 'Container', default: { cpu: '2', memory: '1Gi' }, defaultRequest: { cpu: '1' } },
    { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '500m', memory: '1Gi' } },
  ],
  ['nothing by a range for pods', {}, { type: 'Pod', default: { cpu: '2' } }, {}],
])('containers get %s', (_what, options, item, expected) => {
  const pod = makePod(options)
  applyLimitRanges(pod, [range(item)])
  expect(pod.spec.containers[0]?.resources).toEqual(expected)
})

test.each<[PodOptions, Item, string[]]>([
  [{ limits: { cpu: '1' } }, { type: 'Container', max: { cpu: '1' } }, []],
  [{ limits: { cpu: '2' } }, { type: 'Container', max: { cpu: '1' } }, ['maximum cpu usage per Container is 1, but limit is 2']],
  [{}, { type: 'Container', max: { memory: '1Gi' } }, ['maximum memory usage per Container is 1Gi.  No limit is specified']],
  [{}, { type: 'Container', min: { cpu: '1' } }, ['minimum cpu usage per Container is 1.  No request is specified']],
  [
    { requests: { cpu: '1' }, limits: { cpu: '4' } },
    { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
    ['cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000'],
  ],
  [
    { spec: { containers: ['a', 'b'].map((name) => ({ name, image: 'i', resources: { limits: { memory: '1Gi' } } })) } },
    { type: 'Pod', max: { memory: '1536Mi' } },
    ['maximum memory usage per Pod is 1536Mi, but limit is 2Gi'],
  ],
])('%j within %j', (options, item, expected) => {
  expect(limitRangeRefusals(makePod(options), [range(item)])).toEqual(expected)
})
