import { expect, test } from 'vitest'
import { bodyMediaType, negotiate, type Offer } from './negotiate.ts'

const asking = (accept: string | undefined, url = 'https://x/api/v1/pods', agent = 'kubectl/v1.36') =>
  new Request(url, { headers: { 'user-agent': agent, ...(accept === undefined ? {} : { accept }) } })

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'
const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json'
const json = { shape: 'object', version: '', encoding: 'json', pretty: false }

test.each<[string, string | undefined, Offer, object]>([
  ['nothing asked', undefined, {}, json],
  ['kubectl', 'application/json, */*', {}, json],
  ['protobuf first, JSON second', 'application/vnd.kubernetes.protobuf,application/json', {}, json],
  ['client-node', 'application/json, */*;q=0.8', {}, json],
  ['quality decides', 'application/yaml;q=0.5, application/json', {}, json],
  ['YAML', 'application/yaml', {}, { ...json, encoding: 'yaml' }],
  ['table', TABLE, { table: true }, { ...json, shape: 'table', version: 'v1' }],
  [
    'old table',
    'application/json;as=Table;v=v1beta1;g=meta.k8s.io',
    { table: true },
    { ...json, shape: 'table', version: 'v1beta1' },
  ],
  ['table where there is none', TABLE, {}, json],
  [
    'metadata only',
    'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
    { table: true },
    { ...json, shape: 'partial', version: 'v1' },
  ],
  ['aggregated discovery', AGGREGATED, { discovery: true }, { ...json, shape: 'discovery', version: 'v2' }],
])('%s', (_, accept, offer, expected) => {
  expect(negotiate(asking(accept), offer)).toEqual(expected)
})

test.each([
  ['text/html', {}],
  ['application/vnd.kubernetes.protobuf', {}],
  ['application/yaml', { yaml: false }],
])('%s is not acceptable', (accept, offer) => {
  expect(() => negotiate(asking(accept), offer)).toThrow(
    expect.objectContaining({ reason: 'NotAcceptable', message: expect.stringContaining('406: Not Acceptable') }),
  )
})

test.each([
  ['https://x/api?pretty=true', 'kubectl/v1', true],
  ['https://x/api', 'curl/8.0', true],
  ['https://x/api?pretty=false', 'curl/8.0', false],
  ['https://x/api', 'kubectl/v1', false],
])('%s by %s: pretty %s', (url, agent, pretty) => {
  expect(negotiate(asking(undefined, url, agent), {}).pretty).toBe(pretty)
})

test('a body without a media type is JSON', () => {
  expect(bodyMediaType(new Request('https://x', { method: 'PUT' }))).toBe('application/json')
  expect(
    bodyMediaType(new Request('https://x', { method: 'PUT', headers: { 'content-type': 'Application/YAML; charset=utf-8' } })),
  ).toBe('application/yaml')
})
