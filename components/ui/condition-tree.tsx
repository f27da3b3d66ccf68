import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { StatusGlyph, type StatusKind } from './status.tsx'

export interface Condition {
  id: string
  label: string
  status: StatusKind
  /** The words for the status: Ready, Configuring, Failed. */
  word?: string
  /** Cause and next step. */
  message?: ReactNode
  /** For what is not as wanted: is the system still trying by itself, or must somebody act? */
  attempt?: 'retrying' | 'broken'
  /** When it became so, already formatted. */
  since?: ReactNode
  action?: ReactNode
  children?: Condition[]
}

/** True when the condition or anything below it is not ok: those branches start open. */
export const needsAttention = (condition: Condition): boolean =>
  condition.status !== 'ok' || (condition.children ?? []).some(needsAttention)

const WORDS: Record<StatusKind, string> = {
  ok: 'Ready',
  warning: 'Warning',
  error: 'Error',
  info: 'Information',
  unknown: 'Unknown',
  running: 'In progress',
  queued: 'Waiting',
}
const ATTEMPTS = {
  retrying: { text: 'Retrying', look: 'border-info text-info-fg' },
  broken: { text: 'Needs action', look: 'border-danger text-danger-fg' },
}

/** Conditions down to the blocking item: what is wrong, whether it heals by itself, what to do. Branches that are fine start closed. */
export function ConditionTree({ conditions, label }: { conditions: Condition[]; label?: string }) {
  return (
    <ul aria-label={label} className="text-grid">
      {conditions.map((condition) => (
        <li key={condition.id}>
          {condition.children?.length ? (
            <details open={needsAttention(condition)} className="group/condition">
              <summary className="list-none rounded-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
                <ConditionLine condition={condition} branch />
              </summary>
              <div className="ml-[19px] border-l border-line-soft pl-2">
                <ConditionTree conditions={condition.children} />
              </div>
            </details>
          ) : (
            <ConditionLine condition={condition} beside={conditions.some(({ children }) => children?.length)} />
          )}
        </li>
      ))}
    </ul>
  )
}

/** `beside` keeps the room of a caret, where other lines of the list have one. */
function ConditionLine({ condition, branch, beside }: { condition: Condition; branch?: boolean; beside?: boolean }) {
  const attempt = condition.attempt && ATTEMPTS[condition.attempt]
  return (
    <div className="flex items-start gap-2 px-1 py-1">
      {(branch || beside) && (
        <svg
          viewBox="0 0 24 24"
          width="12"
          height="20"
          aria-hidden="true"
          className={classNames('shrink-0', branch ? 'group-open/condition:rotate-90' : 'invisible')}
        >
          <path d="M8.5 5l7 7-7 7" fill="none" stroke="currentColor" strokeWidth="2" />
        </svg>
      )}
      <span className="flex h-5 items-center">
        <StatusGlyph kind={condition.status} />
      </span>
      <div className="min-w-0 flex-1 leading-5">
        <span className="font-medium">{condition.label}</span>
        <span className="text-fg-2">{` ${condition.word ?? WORDS[condition.status]}`}</span>
        {attempt && <span className={classNames('ml-2 rounded-sm border px-1 text-caption', attempt.look)}>{attempt.text}</span>}
        {condition.since && <span className="ml-2 text-caption text-fg-muted">{condition.since}</span>}
        {condition.message && <div className="break-words text-fg-2">{condition.message}</div>}
      </div>
      {condition.action}
    </div>
  )
}
