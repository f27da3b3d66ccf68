import { expect, test } from 'vitest'
import { structNameIn } from './struct-name-in.ts'
import { allKinds, fieldOf, structOf, type TypeRef, typeOfKind } from './table.ts'

const POD = { group: '', version: 'v1', kind: 'Pod' }
const DEPLOYMENT = { group: 'apps', version: 'v1', kind: 'Deployment' }

const leaf = (type: TypeRef): TypeRef => (type.form === 'list' || type.form === 'map' ? leaf(type.of) : type)

test('every type that a kind reaches is in the table, and no protobuf number is used twice', () => {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    const struct = structOf(name)
    if (!struct) throw new Error(`${name} is missing`)
    const numbers = struct.declared.flatMap(({ proto }) => (proto === undefined ? [] : [proto]))
    expect(new Set(numbers).size, name).toBe(numbers.length)
    for (const { type } of struct.fields.values()) {
      const inner = leaf(type)
      if (inner.form === 'struct') visit(inner.name)
    }
  }
  for (const { type } of allKinds()) visit(type)
  expect(seen.size).toBeGreaterThan(300)
})

test.each([
  [POD, 'io.k8s.api.core.v1.Pod'],
  [DEPLOYMENT, 'io.k8s.api.apps.v1.Deployment'],
  [{ group: 'events.k8s.io', version: 'v1', kind: 'Event' }, 'io.k8s.api.events.v1.Event'],
  [{ group: 'batch', version: 'v1', kind: 'JobList' }, 'io.k8s.api.batch.v1.JobList'],
  [{ group: 'apps', version: 'v1', kind: 'DeleteOptions' }, 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'],
  [{ group: 'example.com', version: 'v1', kind: 'Gadget' }, undefined],
])('the type of %o', (gvk, type) => {
  expect(typeOfKind(gvk)).toBe(type)
})

test.each([
  [
    'io.k8s.api.core.v1.Container',
    'ports',
    { patchMergeKey: 'containerPort', listType: 'map', listMapKeys: ['containerPort', 'protocol'], proto: 6 },
  ],
  ['io.k8s.api.core.v1.PodSpec', 'containers', { patchMergeKey: 'name', patchStrategy: 'merge' }],
  ['io.k8s.api.core.v1.Container', 'env', { patchMergeKey: 'name', patchStrategy: 'merge' }],
  ['io.k8s.api.core.v1.PodSpec', 'volumes', { patchMergeKey: 'name', patchStrategy: 'merge,retainKeys' }],
  ['io.k8s.api.apps.v1.DeploymentSpec', 'strategy', { patchStrategy: 'retainKeys' }],
  ['io.k8s.api.core.v1.ServiceSpec', 'ports', { patchMergeKey: 'port', patchStrategy: 'merge' }],
  ['io.k8s.api.core.v1.ServiceAccount', 'secrets', { patchMergeKey: 'name', patchStrategy: 'merge' }],
  ['io.k8s.api.core.v1.Container', 'resources', { always: true }],
  ['io.k8s.api.core.v1.Container', 'name', { required: true, always: true }],
  ['io.k8s.api.core.v1.Volume', 'emptyDir', { pointer: true }],
  ['io.k8s.api.core.v1.ContainerPort', 'protocol', { default: 'TCP' }],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', 'finalizers', { patchStrategy: 'merge', listType: 'set' }],
])('facts of %s.%s', (type, field, facts) => {
  expect(fieldOf(type, field)).toMatchObject(facts)
})

test('a field that is not there is undefined', () => {
  expect(fieldOf('io.k8s.api.core.v1.Pod', 'spek')).toBeUndefined()
  expect(fieldOf('io.k8s.api.core.v1.Nothing', 'spec')).toBeUndefined()
})

test('a list without a merge key is replaced whole', () => {
  const args = fieldOf('io.k8s.api.core.v1.Container', 'args')
  expect(args).toBeDefined()
  expect([args?.patchMergeKey, args?.patchStrategy]).toEqual([undefined, undefined])
})

test('the struct inside a list or map', () => {
  const typeIn = (type: string, field: string) => {
    const found = fieldOf(type, field)
    return found && structNameIn(found.type)
  }
  expect(typeIn('io.k8s.api.core.v1.PodSpec', 'containers')).toBe('io.k8s.api.core.v1.Container')
  expect(typeIn('io.k8s.api.core.v1.PodSpec', 'nodeSelector')).toBeUndefined()
})
