import type { ResourceClient } from '#server/resources/resources.ts'

/**
 * The same client with the leader's epoch on every write, so that a leader that was replaced while it slept can write nothing: the API's own
 * for its controllers, the inventory's for those of the inventory.
 */
export const fencedClient = (client: ResourceClient, epochs: { epoch: number } | { inventoryEpoch: number }): ResourceClient => ({
  ...client,
  create: (resource, object, options) => client.create(resource, object, { ...epochs, ...options }),
  update: (resource, object, options) => client.update(resource, object, { ...epochs, ...options }),
  patch: (resource, ref, patch, options) => client.patch(resource, ref, patch, { ...epochs, ...options }),
  delete: (resource, ref, options) => client.delete(resource, ref, { ...epochs, ...options }),
  deleteCollection: (resource, list, options) => client.deleteCollection(resource, list, { ...epochs, ...options }),
  bind: (ref, node, options) => client.bind(ref, node, { ...epochs, ...options }),
  evict: (ref, options) => client.evict(ref, { ...epochs, ...options }),
})
