import { describe, expect, test } from 'vitest'
import { forbidden, notFound } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Container, Volume } from '#domain/kube/pod.ts'
import { environmentProblem, mountProblem, type ReadObject } from './pod-configuration.ts'

const OBJECTS: Record<string, Partial<KubeObject>> = {
  'ConfigMap/settings': { data: { colour: 'blue' }, binaryData: { logo: 'AA==' } },
  'Secret/login': { data: { password: 'eA==' } },
}
const read: ReadObject = async (kind, name) => {
  const about = { group: '', resource: `${kind.toLowerCase()}s` }
  if (name === 'foreign') throw forbidden(about, name, 'no relationship found between node "esx-01" and this object')
  const found = OBJECTS[`${kind}/${name}`]
  if (!found) throw notFound(about, name)
  return { apiVersion: 'v1', kind, metadata: { name }, ...found }
}

describe('an environment', () => {
  const env = (valueFrom: object): Partial<Container> => ({ env: [{ name: 'X', valueFrom }] })
  test.each<[string, Partial<Container>, string | undefined]>([
    ['of plain values', { env: [{ name: 'X', value: 'x' }] }, undefined],
    ['that is all there', env({ secretKeyRef: { name: 'login', key: 'password' } }), undefined],
    ['of bytes', env({ configMapKeyRef: { name: 'settings', key: 'logo' } }), undefined],
    ['without its Secret', env({ secretKeyRef: { name: 'none', key: 'k' } }), 'secret "none" not found'],
    ['without its ConfigMap', { envFrom: [{ configMapRef: { name: 'none' } }] }, 'configmap "none" not found'],
    ['without the key', env({ secretKeyRef: { name: 'login', key: 'k' } }), "couldn't find key k in Secret team/login"],
    ['that may be missing', env({ secretKeyRef: { name: 'none', key: 'k', optional: true } }), undefined],
    ['whose key may be missing', env({ configMapKeyRef: { name: 'settings', key: 'k', optional: true } }), undefined],
    [
      'that may not be read',
      env({ secretKeyRef: { name: 'foreign', key: 'k' } }),
      'secrets "foreign" is forbidden: no relationship found between node "esx-01" and this object',
    ],
  ])('%s', async (_, container, problem) => {
    expect(await environmentProblem({ name: 'app', ...container }, 'team', read)).toBe(problem)
  })
})

describe('volumes', () => {
  const mounted = (volume: Partial<Volume>, mounts = ['v']) => ({
    containers: [{ name: 'app', volumeMounts: mounts.map((name) => ({ name, mountPath: `/${name}` })) }],
    volumes: [{ name: 'v', ...volume }],
  })
  const failed = (why: string) => `MountVolume.SetUp failed for volume "v" : ${why}`
  test.each<[string, ReturnType<typeof mounted>, string | undefined]>([
    ['of nothing outside', mounted({ emptyDir: {} }), undefined],
    ['that are there', mounted({ secret: { secretName: 'login', items: [{ key: 'password', path: 'p' }] } }), undefined],
    ['without the ConfigMap', mounted({ configMap: { name: 'none' } }), failed('configmap "none" not found')],
    ['that may be missing', mounted({ configMap: { name: 'none', optional: true } }), undefined],
    ['that nobody mounts', mounted({ configMap: { name: 'none' } }, []), undefined],
    [
      'without the key',
      mounted({ secret: { secretName: 'login', items: [{ key: 'k', path: 'p' }] } }),
      failed('references non-existent secret key: k'),
    ],
    [
      'put together of several',
      mounted({ projected: { sources: [{ secret: { name: 'login' } }, { configMap: { name: 'none' } }] } }),
      failed('configmap "none" not found'),
    ],
  ])('%s', async (_, spec, problem) => {
    expect(await mountProblem(spec, read)).toBe(problem)
  })
})
