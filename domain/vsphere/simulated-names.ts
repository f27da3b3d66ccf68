const NAME = /^esx-(\d+)\.lab\.local$/

/** The name of simulated host `number` (from 1); the hosts of one process have as many digits as its `last` number. */
export const simulatedHostName = (number: number, last: number): string =>
  `esx-${String(number).padStart(Math.max(2, String(last).length), '0')}.lab.local`

/** The first number from which on no simulated host is called so, however many digits the names have. */
export const firstFreeNumber = (names: readonly string[]): number =>
  names.reduce((highest, name) => Math.max(highest, Number(NAME.exec(name)?.[1] ?? 0)), 0) + 1
