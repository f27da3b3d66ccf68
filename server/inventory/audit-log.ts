import type { Page, PageQuery } from '#domain/page.ts'
import type { AuditEntryDetail, AuditEntryView, AuditOutcome } from '#domain/vsphere/operations.ts'
import type { Prisma } from '../store/__generated__/prisma/client.ts'
import { missing } from './check-input.ts'
import type { InventoryContext } from './context.ts'
import { checkField, inventoryRevision, windowOf } from './page-of.ts'
import { requirePrivilege } from './require-privilege.ts'

const FIELDS = ['at', 'id', 'who', 'from', 'action', 'target', 'outcome']
const TEXT = ['who', 'action', 'target', 'message']
/** Filtered by part of the text: nobody types a whole account name. */
const BY_PART = new Set(['who', 'from', 'action', 'target'])

const LINE = { id: true, at: true, who: true, from: true, action: true, target: true, outcome: true, message: true } as const

const lineView = (row: Prisma.AuditEntryGetPayload<{ select: typeof LINE }>): AuditEntryView => ({
  ...row,
  id: String(row.id),
  at: row.at.toISOString(),
  outcome: row.outcome as AuditOutcome,
})

const containing = (field: string, text: string) => ({ [field]: { contains: text, mode: 'insensitive' as const } })

const matching = ({ filters = {}, q }: PageQuery): Prisma.AuditEntryWhereInput => {
  const wanted = Object.entries(filters).filter(([, values]) => values.length > 0)
  for (const [field] of wanted) checkField('filter', field, FIELDS.slice(2))
  const text = q?.trim()
  return {
    AND: [
      ...wanted.map(([field, values]) =>
        BY_PART.has(field) ? { OR: values.map((value) => containing(field, value)) } : { [field]: { in: values } },
      ),
      ...(text ? [{ OR: TEXT.map((field) => containing(field, text)) }] : []),
    ],
  }
}

/** A window of the audit log, the newest first unless sorted otherwise. Needs Global.Diagnostics. */
export const listAuditEntries = async (context: InventoryContext, query: PageQuery = {}): Promise<Page<AuditEntryView>> => {
  await requirePrivilege(context, 'Global.Diagnostics')
  const { read } = context.store.inventory
  const { offset, limit } = windowOf(query)
  const sort = query.sort ?? 'at'
  checkField('sort', sort, FIELDS)
  const direction = (query.sort ? query.descending : true) ? 'desc' : 'asc'
  const where = matching(query)
  const revision = await inventoryRevision(read)
  const [rows, total] = await Promise.all([
    read.auditEntry.findMany({
      where,
      select: LINE,
      orderBy: [{ [sort]: direction }, { id: direction }],
      skip: offset,
      take: limit,
    }),
    read.auditEntry.count({ where }),
  ])
  return { rows: rows.map(lineView), total, revision }
}

/** One line of the audit log with before and after. Needs Global.Diagnostics; NotFound when there is no such line. */
export const readAuditEntry = async (context: InventoryContext, id: string): Promise<AuditEntryDetail> => {
  await requirePrivilege(context, 'Global.Diagnostics')
  // Ids are PostgreSQL bigints; what can't be one can't be there.
  const row = /^\d{1,18}$/.test(id)
    ? await context.store.inventory.read.auditEntry.findUnique({ where: { id: BigInt(id) } })
    : null
  if (!row) throw missing('audit entry', id)
  const { before, after, ...line } = row
  return { ...lineView(line), ...(before === null ? {} : { before }), ...(after === null ? {} : { after }) }
}
