import type { AuditRecord, InventoryTransactionClient } from './inventory-store.ts'
import { jsonbText } from './log-text.ts'

/** Adds entries to the audit log: one statement with one parameter, because a busy cluster's entries must not cost more than the writes they tell of. */
export const addAudit = async (
  db: Pick<InventoryTransactionClient, '$executeRaw'>,
  records: readonly AuditRecord[],
): Promise<void> => {
  if (records.length === 0) return
  const entries = records.map(({ at = new Date(), message = '', ...rest }) => ({ ...rest, at, message }))
  await db.$executeRaw`
    INSERT INTO "AuditEntry" (at, who, "from", action, target, outcome, message, before, after)
    SELECT at, who, "from", action, target, outcome, message, before, after
    FROM json_to_recordset(${jsonbText(entries)}::json) AS entry (at timestamp(3), who text, "from" text, action text,
      target text, outcome text, message text, before jsonb, after jsonb)`
}
