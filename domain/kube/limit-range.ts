import type { Container, Pod } from './pod.ts'
import { fromScalar, toScalar } from './quantity.ts'
import type { LimitRange } from './workloads.ts'

// https://kubernetes.io/docs/concepts/policy/limit-range/ ; the sentences are those of the LimitRanger admission plugin.

type Item = NonNullable<LimitRange['spec']>['limits'][number]
type Amounts = Record<string, string>

const items = (ranges: readonly LimitRange[], type: string): Item[] =>
  ranges.flatMap((range) => (range.spec?.limits ?? []).filter((item) => item.type === type))

/** Adds what is missing and returns the names of the resources it added. */
const addMissing = (
  target: Amounts | undefined,
  defaults: Amounts | undefined,
): { amounts: Amounts | undefined; added: string[] } => {
  const added = Object.keys(defaults ?? {}).filter((resource) => target?.[resource] === undefined)
  if (added.length === 0) return { amounts: target, added }
  return {
    amounts: { ...Object.fromEntries(added.map((resource) => [resource, defaults?.[resource] ?? '0'])), ...target },
    added,
  }
}

const defaultContainer = (container: Container, item: Item, word: string): string[] => {
  const limits = addMissing(container.resources?.limits, item.default)
  // A default limit is also the request of a container that states none, like a limit of its own would be.
  const requests = addMissing(container.resources?.requests, { ...item.default, ...item.defaultRequest })
  container.resources = {
    ...container.resources,
    ...(limits.amounts ? { limits: limits.amounts } : {}),
    ...(requests.amounts ? { requests: requests.amounts } : {}),
  }
  const says = (added: string[], what: string) =>
    added.length > 0 ? [`${added.sort().join(', ')} ${what} for ${word} ${container.name}`] : []
  return [...says(requests.added, 'request'), ...says(limits.added, 'limit')]
}

/** Gives the pod's containers the namespace's default requests and limits, and notes on the pod which ones it gave. */
export const applyLimitRanges = (pod: Pod, ranges: readonly LimitRange[]): void => {
  const notes = items(ranges, 'Container').flatMap((item) => [
    ...(pod.spec.containers ?? []).flatMap((container) => defaultContainer(container, item, 'container')),
    ...(pod.spec.initContainers ?? []).flatMap((container) => defaultContainer(container, item, 'init container')),
  ])
  if (notes.length === 0) return
  pod.metadata.annotations = {
    ...pod.metadata.annotations,
    'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${notes.join('; ')}`,
  }
}

interface Figures {
  requests: Record<string, number>
  limits: Record<string, number>
}

const scalars = (amounts: Amounts | undefined): Record<string, number> =>
  Object.fromEntries(Object.entries(amounts ?? {}).map(([resource, text]) => [resource, toScalar(resource, text)]))

const total = (containers: readonly Container[], of: 'requests' | 'limits'): Record<string, number> => {
  const sum: Record<string, number> = {}
  for (const container of containers) {
    for (const [resource, amount] of Object.entries(scalars(container.resources?.[of])))
      sum[resource] = (sum[resource] ?? 0) + amount
  }
  return sum
}

const podFigures = ({ spec }: Pod): Figures => {
  const figures = { requests: total(spec.containers, 'requests'), limits: total(spec.containers, 'limits') }
  for (const container of spec.initContainers ?? []) {
    for (const side of ['requests', 'limits'] as const) {
      for (const [resource, amount] of Object.entries(scalars(container.resources?.[side]))) {
        figures[side][resource] = Math.max(figures[side][resource] ?? 0, amount)
      }
    }
  }
  return figures
}

const checkItem = (item: Item, { requests, limits }: Figures): string[] => {
  const bound = (
    word: string,
    bounds: Amounts | undefined,
    breaks: (amount: number, of: number) => boolean,
    sides: ('request' | 'limit')[],
  ) =>
    Object.entries(bounds ?? {}).flatMap(([resource, text]) => {
      const of = toScalar(resource, text)
      const rule = `${word} ${resource} usage per ${item.type} is ${text}`
      const figure = { request: requests[resource], limit: limits[resource] }
      const needed = sides[0] as 'request' | 'limit'
      if (figure[needed] === undefined) return [`${rule}.  No ${needed} is specified`]
      return sides.flatMap((side) => {
        const amount = figure[side]
        return amount !== undefined && breaks(amount, of) ? [`${rule}, but ${side} is ${fromScalar(resource, amount)}`] : []
      })
    })
  const ratios = Object.entries(item.maxLimitRequestRatio ?? {}).flatMap(([resource, text]) => {
    const [request, limit] = [requests[resource], limits[resource]]
    const rule = `${resource} max limit to request ratio per ${item.type} is ${text}`
    if (!request || limit === undefined) return [`${rule}, but no ${request ? 'limit' : 'request'} is specified or request is 0`]
    return limit / request > Number(text) ? [`${rule}, but provided ratio is ${(limit / request).toFixed(6)}`] : []
  })
  return [
    ...bound('minimum', item.min, (amount, of) => amount < of, ['request', 'limit']),
    ...bound('maximum', item.max, (amount, of) => amount > of, ['limit', 'request']),
    ...ratios,
  ]
}

/** Why the pod is outside the namespace's limit ranges, one sentence each; none when it fits. */
export const limitRangeRefusals = (pod: Pod, ranges: readonly LimitRange[]): string[] => {
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]
  return [
    ...items(ranges, 'Container').flatMap((item) =>
      containers.flatMap(({ resources }) =>
        checkItem(item, { requests: scalars(resources?.requests), limits: scalars(resources?.limits) }),
      ),
    ),
    ...items(ranges, 'Pod').flatMap((item) => checkItem(item, podFigures(pod))),
  ]
}
