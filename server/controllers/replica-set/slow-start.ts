/**
 * Runs `work` up to `count` times: once, then twice at the same time, then four times, and so on, and stops after the first batch in
 * which one failed. So a quota that refuses every pod is asked a few times, not thousands. Throws the first error.
 */
export const slowStart = async (count: number, work: () => Promise<void>): Promise<void> => {
  for (let left = count, size = 1; left > 0; size *= 2) {
    const batch = Math.min(size, left)
    const results = await Promise.allSettled(Array.from({ length: batch }, work))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    left -= batch
  }
}
