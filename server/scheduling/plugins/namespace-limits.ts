import { fromScalar } from '#domain/kube/quantity.ts'
import type { Refusal } from '#domain/placement.ts'
import type { FilterPlugin } from '../framework.ts'

const name = 'NamespaceLimits'

const RESOURCES = ['cpu', 'memory'] as const

/** The vSphere Namespace's limits are those of its resource pool: what its placed pods reserve may not exceed them on any host. */
export const namespaceLimits: FilterPlugin = {
  name,
  refuse: ({ namespace, reservation }, snapshot) => {
    const limits = snapshot.namespace(namespace).limits
    if (!limits) return []
    const reserved = snapshot.reservedIn(namespace)
    return RESOURCES.flatMap((resource): Refusal[] => {
      const capacity = limits[resource]
      const used = reserved[resource]
      const requested = reservation[resource]
      if (capacity === undefined || requested <= capacity - used) return []
      const text = (amount: number) => fromScalar(resource, amount)
      return [
        {
          plugin: name,
          reason:
            `namespace limit reached: namespace "${namespace}" may use ${text(capacity)} ${resource}, ` +
            `has ${text(Math.max(0, capacity - used))} left and the pod requests ${text(requested)}`,
          detail: { resource, requested, used, capacity },
          resolvable: requested <= capacity,
        },
      ]
    })
  },
}
