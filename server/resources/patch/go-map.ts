/** A decoded value the way Go prints it, which clients see in refusals of patches: `map[spec:map[replicas:abc]]`, `[a b]`. */
export const goMap = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`
  if (value === null) return '<nil>'
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, inner]) => `${key}:${goMap(inner)}`).join(' ')}]`
}
