/** The keys of the selected rows. */
export type Selection = ReadonlySet<string>

/** The selection with one key switched. */
export function toggleKey(selection: Selection, key: string): Selection {
  const next = new Set(selection)
  if (!next.delete(key)) next.add(key)
  return next
}

/** The selection with everything between two keys of the list added, both ends included; just `to` when the anchor is not in the list. */
export function addRange(selection: Selection, keys: readonly string[], anchor: string | null, to: string): Selection {
  const end = keys.indexOf(to)
  const start = anchor === null ? -1 : keys.indexOf(anchor)
  if (end < 0) return selection
  const [low, high] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)]
  return new Set([...selection, ...keys.slice(low, high + 1)])
}

/** How many of the listed keys are selected, for the header's checkbox. */
export function coverage(selection: Selection, keys: readonly string[]): 'none' | 'some' | 'all' {
  const count = keys.reduce((sum, key) => sum + (selection.has(key) ? 1 : 0), 0)
  return count === 0 ? 'none' : count === keys.length ? 'all' : 'some'
}

/** All listed keys selected, or, when they all were, none of them. Keys on other pages stay as they are. */
export function toggleAll(selection: Selection, keys: readonly string[]): Selection {
  if (coverage(selection, keys) !== 'all') return new Set([...selection, ...keys])
  const listed = new Set(keys)
  return new Set([...selection].filter((key) => !listed.has(key)))
}

/** The selection without keys that no longer exist, so that a later action cannot hit an object nobody sees. Same object when nothing changes. */
export function keepExisting(selection: Selection, gone: ReadonlySet<string>): Selection {
  return [...selection].some((key) => gone.has(key)) ? new Set([...selection].filter((key) => !gone.has(key))) : selection
}
