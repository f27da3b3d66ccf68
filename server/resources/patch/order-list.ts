import { jsonEqual } from '#domain/kube/equal.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Puts a merged list in the order a patch asks for with `$setElementOrder`. Items the order does not name were added by others: they keep
 * their place relative to the items around them on the server.
 * https://github.com/kubernetes/design-proposals-archive/blob/main/cli/preserve-order-in-strategic-merge-patch.md
 */
export const orderList = (list: unknown[], order: unknown[], patched: unknown[], mergeKey: string | undefined): unknown[] => {
  const idOf = (item: unknown): unknown => (mergeKey !== undefined && isObject(item) ? item[mergeKey] : item)
  const wanted = order.map(idOf)
  const rank = (item: unknown): number => wanted.findIndex((id) => jsonEqual(id, idOf(item)))
  const named = list.filter((item) => rank(item) >= 0).sort((a, b) => rank(a) - rank(b))
  const others = list.filter((item) => rank(item) < 0)
  if (others.length === 0) return named
  const isNew = (item: unknown): boolean => patched.some((each) => jsonEqual(idOf(each), idOf(item)))
  // Merge of two ordered lists: an item of others goes before the first named item that stood after it on the server.
  const result: unknown[] = []
  let next = 0
  for (const item of named) {
    while (next < others.length && !isNew(item) && list.indexOf(others[next]) < list.indexOf(item)) result.push(others[next++])
    result.push(item)
  }
  return [...result, ...others.slice(next)]
}
