'use client'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { DialogFrame, focusFirst } from './dialog-frame.tsx'
import type { Failure } from './form/field-problems.ts'
import { FormFailure } from './form/form-failure.tsx'
import type { IconName } from './icon.tsx'
import { type KeyValue, KeyValues } from './key-values.tsx'
import { failureOf, type Outcome, useOutcome } from './outcome.ts'
import { TextAction } from './text-action.tsx'
import { WizardStepList } from './wizard-step-list.tsx'
import { failuresByStep, goNext, goTo, goToErrors, type WizardPlace, wizardStart } from './wizard-steps.ts'

export interface WizardStep {
  id: string
  /** Short name in the list at the left. */
  label: string
  /** One sentence below the page's title. */
  lead?: ReactNode
  content: ReactNode
  /** Paths of the fields on this page: a refusal of the whole that names one of them leads back to it. */
  fields?: readonly string[]
  /** Called by NEXT and again by FINISH: what is wrong on this page, or undefined. */
  validate?(): Failure | undefined | Promise<Failure | undefined>
  /** Rows for the Review page; the step is left out there without them. */
  summary?: KeyValue[]
}

export interface WizardProps {
  open: boolean
  onClose(): void
  title: string
  icon?: IconName
  steps: WizardStep[]
  finishLabel?: string
  onFinish(): Outcome | Promise<Outcome>
  /** Something more on the Review page, for example the API call this will make. */
  review?: ReactNode
  /** Left side of the footer. */
  footerStart?: ReactNode
}

/** A large task page by page: steps at the left, BACK, NEXT and FINISH at the foot, a Review page at the end. */
export function Wizard(props: WizardProps) {
  return (
    <DialogFrame
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      icon={props.icon}
      size="xl"
      className="h-[min(760px,calc(100dvh-48px))]"
    >
      <WizardBody {...props} />
    </DialogFrame>
  )
}

/** The first thing wrong per step; validations run in order because a later page may lean on an earlier one. */
async function checkAll(steps: WizardStep[]): Promise<Record<number, Failure>> {
  const errors: Record<number, Failure> = {}
  for (const [index, step] of steps.entries()) {
    const error = await step.validate?.()
    if (error !== undefined) errors[index] = error
  }
  return errors
}

/** Where the visitor is, and what NEXT, FINISH and a press on a step do. */
function useWizard({ title, steps, onFinish, onClose }: WizardProps) {
  const [place, setPlace] = useState<WizardPlace>(wizardStart)
  const { busy, failure, setFailure, run } = useOutcome(title)
  const step = steps[place.at]
  const goBack = (index: number) => {
    setFailure(undefined)
    setPlace(goTo(place, index))
  }
  const finish = async () => {
    const errors = await checkAll(steps)
    const refusal = Object.keys(errors).length === 0 ? await failureOf(onFinish) : undefined
    const found = refusal ? failuresByStep(steps, refusal) : errors
    if (!found) return refusal
    if (!refusal && Object.keys(found).length === 0) return
    setPlace(goToErrors(place, found))
    return { error: '' } // the step that is shown now says it
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (busy) return
    if (step) await run(async () => setPlace(goNext(place, await step.validate?.())))
    else if (await run(finish)) onClose()
  }
  return { place, step, busy, failure: place.errors[place.at] ?? failure, goBack, submit }
}

function WizardBody(props: WizardProps) {
  const { onClose, steps, finishLabel = 'Finish', review, footerStart } = props
  const { place, step, busy, failure, goBack, submit } = useWizard(props)
  const page = useFocusedPage(place.at)
  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 border-y border-line-soft">
        <WizardStepList labels={[...steps.map((each) => each.label), 'Review']} place={place} onGo={goBack} />
        <section
          ref={page}
          key={place.at}
          aria-label={step ? step.label : 'Review'}
          className="min-w-0 flex-1 overflow-y-auto px-6 py-4 text-body"
        >
          <h3 tabIndex={-1} className="text-section">
            {step ? step.label : 'Review'}
          </h3>
          <p className="mb-4 mt-1 text-fg-2">{step ? step.lead : `Check the values, then press ${finishLabel.toUpperCase()}.`}</p>
          <FormFailure failure={failure}>
            {step ? (
              step.content
            ) : (
              <Review steps={steps} onEdit={goBack}>
                {review}
              </Review>
            )}
          </FormFailure>
        </section>
      </div>
      <footer className="flex items-center gap-2 px-6 py-4">
        {footerStart}
        <span className="flex-1" />
        <Button variant="flat" onClick={onClose}>
          Cancel
        </Button>
        {place.at > 0 && <Button onClick={() => goBack(place.at - 1)}>Back</Button>}
        <Button type="submit" variant="primary" busy={busy}>
          {step ? 'Next' : finishLabel}
        </Button>
      </footer>
    </form>
  )
}

/** After a step the focus goes to the first field of the new page, or to its title, so that a screen reader follows. */
function useFocusedPage(at: number) {
  const page = useRef<HTMLElement>(null)
  const last = useRef(at)
  useEffect(() => {
    if (last.current === at || !page.current) return
    last.current = at
    if (!focusFirst(page.current)) page.current.querySelector('h3')?.focus()
  }, [at])
  return page
}

function Review({ steps, onEdit, children }: { steps: WizardStep[]; onEdit(index: number): void; children?: ReactNode }) {
  return (
    <>
      {steps.map(
        (step, index) =>
          step.summary && (
            <section key={step.id} aria-label={step.label} className="mb-4">
              <div className="flex items-center gap-2">
                <h4 className="text-body font-medium">{step.label}</h4>
                <TextAction onClick={() => onEdit(index)} aria-label={`Edit ${step.label}`}>
                  Edit
                </TextAction>
              </div>
              <KeyValues rows={step.summary} />
            </section>
          ),
      )}
      {children}
    </>
  )
}
