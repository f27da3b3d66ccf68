const NAME = /^esx-(\d+)\.lab\.local$/

/** With how many digits hosts are numbered: enough for the `last`, or as those that are known already when a lab has changed its size. */
export const nameDigits = (last: number, known: readonly string[] = []): number => {
  const lengths = known.flatMap((name) => NAME.exec(name)?.[1]?.length ?? [])
  return lengths.length > 0 ? Math.min(...lengths) : Math.max(2, String(last).length)
}

/** What the simulated host of this number (from 1) is called. */
export const simulatedHostName = (number: number, digits: number): string =>
  `esx-${String(number).padStart(digits, '0')}.lab.local`

/** The first number from which on no simulated host is called so, however many digits the names have. */
export const firstFreeNumber = (names: readonly string[]): number =>
  names.reduce((highest, name) => Math.max(highest, Number(NAME.exec(name)?.[1] ?? 0)), 0) + 1
