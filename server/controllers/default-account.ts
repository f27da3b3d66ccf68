import { hasReason } from '#domain/errors.ts'
import type { Controller, ControllerContext } from './runtime/controller.ts'

const NAME = 'default'

/**
 * Gives every namespace the ServiceAccount that its pods have when they name none, and gives it again when somebody deletes it.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-controller
 */
export const defaultAccount = ({ client, informer }: ControllerContext): Controller => {
  const namespaces = informer('namespaces')
  const accounts = informer('serviceaccounts')
  return {
    name: 'default-account',
    workers: 2,
    watches: [
      { resource: 'namespaces', keys: ({ object }) => (object ? [object.metadata.name] : []) },
      {
        resource: 'serviceaccounts',
        keys: ({ object, old }) => (object || old?.metadata.name !== NAME ? [] : [old.metadata.namespace ?? '']),
      },
    ],
    reconcile: async (namespace) => {
      const found = namespaces.get(namespace)
      if (!found || found.metadata.deletionTimestamp || accounts.get(`${namespace}/${NAME}`)) return undefined
      try {
        const metadata = { name: NAME, namespace }
        await client.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata })
      } catch (error) {
        // The namespace may have gone or begun to go, or somebody was faster; a quota that has no room for it is worth trying again.
        const isGoing = hasReason(error, 'Forbidden') && namespaces.get(namespace)?.metadata.deletionTimestamp !== undefined
        if (!isGoing && !hasReason(error, 'NotFound') && !hasReason(error, 'AlreadyExists')) throw error
      }
      return undefined
    },
  }
}
