'use client'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { type StepStatus, stepStatus, type WizardPlace } from './wizard-steps.ts'

const BARS: Record<StepStatus, string> = {
  todo: 'border-line',
  current: 'border-action',
  done: 'border-success',
  error: 'border-danger',
}
const WORDS: Record<StepStatus, string> = { todo: 'not done', current: 'current', done: 'done', error: 'has an error' }

/** The vertical list of a wizard: a coloured bar, a number or mark, and the name; pages that were reached can be clicked. */
export function WizardStepList({ labels, place, onGo }: { labels: string[]; place: WizardPlace; onGo(index: number): void }) {
  return (
    <ol aria-label="Steps" className="w-[240px] shrink-0 overflow-y-auto bg-nav py-3 text-grid max-md:w-[140px]">
      {labels.map((label, index) => {
        const status = stepStatus(place, index)
        const face = (
          <>
            <span aria-hidden="true" className="flex w-5 shrink-0 justify-center">
              {status === 'done' ? (
                <Icon name="check" size={14} className="text-success" />
              ) : status === 'error' ? (
                <Icon name="error-circle" className="text-danger" />
              ) : (
                index + 1
              )}
            </span>
            <span className="min-w-0 flex-1 break-words">{label}</span>
            <span className="sr-only">{`, ${WORDS[status]}`}</span>
          </>
        )
        const look = classNames('flex min-h-9 w-full items-center gap-2 border-l-4 px-3 py-1 text-left', BARS[status])
        return (
          <li key={label} aria-current={status === 'current' ? 'step' : undefined}>
            {index <= place.reached && status !== 'current' ? (
              <button
                type="button"
                onClick={() => onGo(index)}
                className={classNames(look, 'text-fg -outline-offset-2 hover:bg-hover')}
              >
                {face}
              </button>
            ) : (
              <span className={classNames(look, status === 'current' ? 'bg-selected font-medium text-on-selected' : 'text-fg-2')}>
                {face}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
