'use client'
import { stringify } from 'yaml'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { CodeView } from '#components/ui/code-view.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { Status, type StatusKind } from '#components/ui/status.tsx'
import type { AuditEntryView, AuditOutcome } from '#domain/vsphere/operations.ts'

/** What came of it, in a word and a glyph. */
export const OUTCOMES: Record<AuditOutcome, { kind: StatusKind; word: string }> = {
  ok: { kind: 'ok', word: 'Done' },
  refused: { kind: 'warning', word: 'Refused' },
  failed: { kind: 'error', word: 'Failed' },
}

/** One line of the audit log whole: with the object before, and what it was to become. */
export function AuditEntryDialog({ entry, onClose }: { entry: AuditEntryView; onClose(): void }) {
  const { data, error, retry } = useServerQuery('auditEntry', { id: entry.id })
  return (
    <Dialog open onClose={onClose} title={`${entry.action} - Audit Entry`} icon="info" size="lg">
      <KeyValues
        className="mb-4"
        rows={[
          { label: 'Date Time', value: entry.at.replace('T', ' ').replace('Z', ' UTC') },
          { label: 'User', value: entry.who },
          { label: 'From', value: entry.from },
          { label: 'Object', value: entry.target },
          { label: 'Outcome', value: <Status kind={OUTCOMES[entry.outcome].kind}>{OUTCOMES[entry.outcome].word}</Status> },
          { label: 'Message', value: entry.message },
        ]}
      />
      {data ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Side title="Before" value={data.before} />
          <Side title="After" value={data.after} />
        </div>
      ) : (
        <QueryProblem error={error} what="the audit entry" onRetry={retry} />
      )}
    </Dialog>
  )
}

function Side({ title, value }: { title: string; value: unknown }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-grid font-medium">{title}</h3>
      {value === undefined ? (
        <p className="text-grid text-fg-2">Nothing was recorded.</p>
      ) : (
        <CodeView text={stringify(value, { lineWidth: 0 })} label={`${title}, as YAML`} className="max-h-[320px]" />
      )}
    </section>
  )
}
