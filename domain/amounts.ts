const number = (value: number, digits: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 })

/** MHz as people read it: `850 MHz`, `48.2 GHz`. */
export const mhzText = (mhz: number): string =>
  Math.abs(mhz) < 1000 ? `${number(Math.round(mhz), 0)} MHz` : `${number(mhz / 1000, 2)} GHz`

const STEPS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** Bytes in the largest unit that keeps the number above one: `512 MiB`, `1.5 GiB`. */
export const bytesText = (bytes: number): string => {
  let step = 0
  let value = bytes
  while (Math.abs(value) >= 1024 && step < STEPS.length - 1) {
    value /= 1024
    step++
  }
  return `${number(value, step < 2 ? 0 : value >= 100 ? 0 : 2)} ${STEPS[step]}`
}

/** MiB in the largest fitting unit. */
export const mibText = (mib: number): string => bytesText(mib * 1024 ** 2)
