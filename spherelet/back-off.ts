/** How long to wait after the `failures`-th failure in a row (from 1): `first`, doubling each time, `longest` at most. In milliseconds. */
export const backOff = (failures: number, first: number, longest: number): number =>
  Math.min(first * 2 ** Math.max(0, failures - 1), longest)
