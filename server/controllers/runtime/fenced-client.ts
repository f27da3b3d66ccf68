import type { ResourceClient } from '#server/resources/resources.ts'

/** The same client with the leader's epoch on every write, so that a leader that was replaced while it slept can write nothing. */
export const fencedClient = (client: ResourceClient, epoch: number): ResourceClient => ({
  ...client,
  create: (resource, object, options) => client.create(resource, object, { epoch, ...options }),
  update: (resource, object, options) => client.update(resource, object, { epoch, ...options }),
  patch: (resource, ref, patch, options) => client.patch(resource, ref, patch, { epoch, ...options }),
  delete: (resource, ref, options) => client.delete(resource, ref, { epoch, ...options }),
  deleteCollection: (resource, list, options) => client.deleteCollection(resource, list, { epoch, ...options }),
  bind: (ref, node, options) => client.bind(ref, node, { epoch, ...options }),
  evict: (ref, options) => client.evict(ref, { epoch, ...options }),
})
