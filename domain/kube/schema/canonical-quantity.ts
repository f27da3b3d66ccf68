const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)$/
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
/** Amounts are counted in billionths, the finest a quantity knows. */
const ONE = 1_000_000_000n

const ceilDivide = (amount: bigint, by: bigint): bigint => (amount + by - 1n) / by

/** How many times `amount` divides by `factor`, up to `limit`, and what is left. */
const removeFactors = (amount: bigint, factor: bigint, limit: number): [bigint, number] => {
  let rest = amount
  let times = 0
  while (times < limit && rest !== 0n && rest % factor === 0n) {
    rest /= factor
    times++
  }
  return [rest, times]
}

/** `500m`, `2k`: the largest power of a thousand that keeps the number whole; as `e3` when the exponent was written so. */
const decimalText = (amount: bigint, asExponent: boolean): string => {
  const [rest, thousands] = removeFactors(amount, 1000n, DECIMAL.length - 1)
  if (!asExponent) return `${rest}${DECIMAL[thousands]}`
  const exponent = thousands * 3 - 9
  return exponent === 0 ? String(rest) : `${rest}e${exponent}`
}

const binaryText = (amount: bigint): string => {
  const [rest, times] = removeFactors(amount / ONE, 1024n, BINARY.length - 1)
  return `${rest}${BINARY[times]}`
}

/**
 * A valid quantity as Kubernetes stores and prints it: `0.5` becomes `500m`, `1024Mi` becomes `1Gi`, `2000` becomes `2k`; finer
 * than a billionth is rounded up. Text that is not a quantity comes back as it is.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const canonicalQuantity = (text: string): string => {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const canonical = toCanonical(text)
  // A cluster writes the same few amounts again and again.
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(text, canonical)
  return canonical
}

const REMEMBERED = 1000
const remembered = new Map<string, string>()

const toCanonical = (text: string): string => {
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = FORM.exec(text) ?? []
  if (whole === '' && fraction === '') return text
  const isBinary = suffix.endsWith('i')
  const digits = BigInt(whole + fraction)
  const power =
    9 - fraction.length + (exponent === undefined ? (isBinary ? 0 : (DECIMAL.indexOf(suffix) - 3) * 3) : Number(exponent))
  // A power far outside what a quantity may hold is left for validation to refuse.
  if (Math.abs(power) > 60) return text
  const unit = isBinary ? 1024n ** BigInt(BINARY.indexOf(suffix)) : 1n
  const scaled = digits * unit
  const amount = power >= 0 ? scaled * 10n ** BigInt(power) : ceilDivide(scaled, 10n ** BigInt(-power))
  if (amount === 0n) return '0'
  const showBinary = isBinary && amount >= 1024n * ONE && amount % ONE === 0n
  return (sign === '-' ? '-' : '') + (showBinary ? binaryText(amount) : decimalText(amount, exponent !== undefined))
}
