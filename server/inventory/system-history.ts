import { KEEP_AUDIT_SECONDS, KEEP_HISTORY_SECONDS, ROLL_UPS } from '#domain/vsphere/metrics.ts'
import type { SystemContext } from './system-context.ts'

/** Keeps what only grows small. */
export interface SystemHistory {
  /** Averages samples into longer intervals and deletes those that are old enough; see ROLL_UPS. */
  rollUpSamples(): Promise<void>
  /** Deletes events and finished tasks older than KEEP_HISTORY_SECONDS, and audit entries older than KEEP_AUDIT_SECONDS. Nobody is told: they are long out of sight. */
  trimHistory(): Promise<void>
}

/** History on this store. */
export const systemHistory = ({ store, clock }: SystemContext): SystemHistory => {
  const { write } = store.inventory
  const ago = (seconds: number) => new Date(clock.now().getTime() - seconds * 1000)
  return {
    rollUpSamples: async () => {
      for (const { from, to, keep } of ROLL_UPS) {
        if (to !== undefined) {
          // Only buckets that are over, and only those not done: the newest one there is says how far it went.
          const end = new Date(Math.floor(clock.now().getTime() / (to * 1000)) * to * 1000)
          await write(
            ({ db }) => db.$executeRaw`
            INSERT INTO "MetricSample" ("targetId", metric, "interval", at, value)
            SELECT "targetId", metric, ${to}::int, date_bin(make_interval(secs => ${to}::int), at, 'epoch'::timestamp) AS bucket, avg(value)
            FROM "MetricSample"
            WHERE "interval" = ${from}::int AND at < ${end}
              AND at >= COALESCE((SELECT max(at) + make_interval(secs => ${to}::int) FROM "MetricSample" WHERE "interval" = ${to}::int), 'epoch'::timestamp)
            GROUP BY "targetId", metric, bucket
            ON CONFLICT DO NOTHING`,
          )
        }
        await write(({ db }) => db.$executeRaw`DELETE FROM "MetricSample" WHERE "interval" = ${from}::int AND at < ${ago(keep)}`)
      }
    },
    trimHistory: () =>
      write(async ({ db }) => {
        await db.event.deleteMany({ where: { at: { lt: ago(KEEP_HISTORY_SECONDS) } } })
        await db.task.deleteMany({ where: { completedAt: { lt: ago(KEEP_HISTORY_SECONDS) } } })
        await db.auditEntry.deleteMany({ where: { at: { lt: ago(KEEP_AUDIT_SECONDS) } } })
      }),
  }
}
