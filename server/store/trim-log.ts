import type { Pool } from 'pg'

/** How much of the log stays: all of the last `seconds`, and at least the newest `rows` of each api. */
export interface KeepLog {
  seconds: number
  rows: number
}

const DEFAULT_KEEP: KeepLog = { seconds: 600, rows: 20_000 }
const STEP = 5000

/** Removes the changes of `api` that are both older and more than `keep` says; answers how many. Watches from before them get 410 Gone. */
export async function trimChanges(pool: Pool, api: string, keep: KeepLog = DEFAULT_KEEP): Promise<number> {
  let total = 0
  for (;;) {
    // In small steps: each holds up the writers of that api for as long as it runs.
    const { rows } = await pool.query<{ removed: number }>('SELECT trim_changes($1, $2, $3, $4) AS removed', [
      api,
      keep.seconds,
      keep.rows,
      STEP,
    ])
    const removed = rows[0]?.removed ?? 0
    total += removed
    if (removed < STEP) return total
  }
}

/** Trims every api now and then until the returned function is called. A failure is left to the next round. */
export function trimRegularly(pool: Pool, everySeconds: number, keep: KeepLog = DEFAULT_KEEP): () => void {
  const round = async () => {
    const { rows } = await pool.query<{ api: string }>('SELECT api FROM "ApiRevision"')
    for (const { api } of rows) await trimChanges(pool, api, keep)
  }
  const timer = setInterval(() => void round().catch(() => {}), everySeconds * 1000)
  timer.unref()
  return () => clearInterval(timer)
}
