import { badRequest } from '../errors.ts'

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
const SUFFIX: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
}
const FORM = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)$/

// `perUnit` is multiplied into the suffix first, so that whole millicores never pass through a fraction of a core.
const amountOf = (text: unknown, perUnit: number): number | undefined => {
  const match = FORM.exec(String(text))
  if (!match) return undefined
  const factor = match[2] === undefined ? (SUFFIX[match[3] ?? ''] ?? 1) : 10 ** Number(match[2])
  return Number(match[1]) * (factor * perUnit)
}

/** The amount in base units (cores, bytes, objects), or undefined when the text is not a Kubernetes quantity. */
export const tryParseQuantity = (text: unknown): number | undefined => amountOf(text, 1)

/** The amount in base units; BadRequest when the text is not a quantity. */
export const parseQuantity = (text: unknown): number => required(text, 1)

const required = (text: unknown, perUnit: number): number => {
  const amount = amountOf(text, perUnit)
  if (amount === undefined) {
    throw badRequest(
      `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$': ${JSON.stringify(text)}`,
    )
  }
  return amount
}

// Floating products such as 1.1 * 1000 miss the integer by a hair (1100.0000000000002); rounding up must not see that hair, but has to
// see a real remainder, however small. As in Kubernetes, rounding is away from zero.
const ceil = (amount: number): number => {
  if (Number.isInteger(amount)) return amount
  return Math.sign(amount) * Math.ceil(Math.abs(amount) * (1 - 4 * Number.EPSILON))
}

/** CPU in whole millicores, rounded up as Kubernetes does. */
export const cpuMillis = (text: unknown): number => ceil(required(text, 1000))

/** Whole base units (bytes for memory and storage, counts for objects), rounded up. */
export const wholeUnits = (text: unknown): number => ceil(parseQuantity(text))

/** One integer scale per resource: millicores for cpu, whole units for everything else. */
export const toScalar = (resource: string, text: unknown): number => (isCpu(resource) ? cpuMillis(text) : wholeUnits(text))

/** The inverse of `toScalar`, in the form kubectl users expect: `500m`, `2`, `512Mi`. */
export const fromScalar = (resource: string, amount: number): string => {
  if (isCpu(resource)) return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`
  return isBytes(resource) ? formatBytes(amount) : String(amount)
}

const isCpu = (resource: string) => /(^|\.)cpu$/.test(resource)
const isBytes = (resource: string) =>
  /(^|[./])(memory|storage|ephemeral-storage)$/.test(resource) || resource.startsWith('hugepages-')

/** Bytes with the largest binary suffix that keeps the number whole: 536870912 -> `512Mi`. */
export const formatBytes = (bytes: number): string => {
  for (const suffix of ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
    const unit = SUFFIX[suffix] ?? 1
    if (bytes !== 0 && bytes % unit === 0) return `${bytes / unit}${suffix}`
  }
  return String(bytes)
}
