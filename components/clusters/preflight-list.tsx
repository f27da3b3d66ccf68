import { ObjectLink } from '#components/live/object-link.tsx'
import { StatusGlyph } from '#components/ui/status.tsx'
import type { PreflightCheck } from '#domain/vsphere/supervisor.ts'

const LOOKS = { ok: ['ok', 'Passed'], warning: ['warning', 'Warning'], error: ['error', 'Failed'] } as const

/** The preflight checks, those that need a person first, each with the way out. */
export function PreflightList({ checks }: { checks: readonly PreflightCheck[] }) {
  const order = { error: 0, warning: 1, ok: 2 }
  const sorted = checks.toSorted((a, b) => order[a.outcome] - order[b.outcome])
  return (
    <ul aria-label="Preflight checks" className="grid gap-1 text-grid">
      {sorted.map(({ id, label, outcome, message, remedy, href }) => (
        <li key={id} className="flex items-start gap-2">
          <span className="flex h-5 items-center">
            <StatusGlyph kind={LOOKS[outcome][0]} label={LOOKS[outcome][1]} />
          </span>
          <span className="min-w-0 leading-5">
            <span className="font-medium">{label}</span> <span className="text-fg-2">{message}.</span>
            {remedy && <span>{` ${remedy}`}</span>}
            {href && outcome !== 'ok' && <ObjectLink href={href}>Go there</ObjectLink>}
          </span>
        </li>
      ))}
    </ul>
  )
}
