import { expect, test } from 'vitest'
import type { KubeObject } from '#domain/kube/object.ts'
import { checkSent, decode } from './decode.ts'
import { configMap } from './kinds/config-map.ts'
import { secret } from './kinds/secret.ts'

const sent = (): KubeObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 'YQ==' }, nope: true })

const checkedMap = (): KubeObject => {
  const { group, version, kind } = configMap
  return checkSent({ group, version, kind }, sent(), { strict: false }).object
}

test('what was checked already is taken as it is, once', () => {
  const object = checkedMap()
  expect(decode(configMap, object)).toBe(object)
  expect(object).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 'YQ==' } })
  // from then on it belongs to whoever took it: who sends it again gets a copy
  expect(decode(configMap, object)).not.toBe(object)
})

test('what nobody checked is checked, and the sender keeps their own', () => {
  const own = sent()
  expect(decode(configMap, own)).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 'YQ==' } })
  expect(own.nope).toBe(true)
  expect(() => decode(configMap, { ...own, data: { k: 1 } })).toThrow(
    /cannot unmarshal number into Go struct field ConfigMap.data/,
  )
})

test('a copy of what was checked is not what was checked', () => {
  expect(() => decode(configMap, { ...checkedMap(), data: { k: 1 } })).toThrow(/cannot unmarshal number/)
})

test('what was checked as one kind is no other', () => {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = checkedMap()
  expect(() => decode(secret, checkedMap())).toThrow(/does not match the expected API version \(v1, Secret\)/)
  expect(decode(secret, rest as KubeObject)).toMatchObject({ kind: 'Secret' })
})
