import type { KubeObject } from '#domain/kube/object.ts'
import type { ObjectWrite } from '../object-store.ts'

/** A ConfigMap-like object for tests of the store, which does not care what it stores. */
export const makeObject = (namespace: string, name: string, more: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...(namespace ? { namespace } : {}), uid: `uid-${namespace}-${name}` },
  data: { value: '0' },
  ...more,
})

/** A create of `name` in namespace `demo`, changed as asked. */
export function makeWrite(
  api: string,
  name: string,
  change: Partial<ObjectWrite> & { namespace?: string; resource?: string } = {},
): ObjectWrite {
  const { namespace = 'demo', resource = 'configmaps', ...rest } = change
  return { operation: 'create', key: { api, resource, namespace, name }, object: makeObject(namespace, name), ...rest }
}
