'use client'
import { atField, type Failure } from '#components/ui/form/field-problems.ts'
import { RadioCards } from '#components/ui/form/radio-cards.tsx'
import type { NamespaceLimits } from '#domain/vsphere/namespace.ts'
import { LimitFields } from './limit-fields.tsx'

/** No field of what is sent: the choice itself. */
const CHOICE = 'limited'

export type LimitChoice = 'limited' | 'unlimited'

export interface LimitsStepProps {
  choice: LimitChoice | undefined
  onChoice(choice: LimitChoice): void
  limits: NamespaceLimits
  onLimits(limits: NamespaceLimits): void
}

/** The wizard's page about limits: one of the two must be chosen, neither is the default. */
export function LimitsStep({ choice, onChoice, limits, onLimits }: LimitsStepProps) {
  return (
    <div className="max-w-[560px]">
      <RadioCards
        label="Resource limits"
        field={CHOICE}
        value={choice}
        onChange={onChoice}
        options={[
          { value: 'limited', label: 'Set limits', consequence: 'Requests beyond them are refused with the numbers.' },
          {
            value: 'unlimited',
            label: 'No limits',
            consequence: 'The namespace may take everything the cluster has, also from other namespaces.',
          },
        ]}
      />
      {choice === 'limited' && <LimitFields value={limits} onChange={onLimits} />}
    </div>
  )
}

/** What is missing on that page, if anything. */
export const limitsProblem = (
  choice: LimitChoice | undefined,
  { cpuMhz, memoryMiB, storageMiB }: NamespaceLimits,
): Failure | undefined => {
  if (!choice) return atField(CHOICE, 'Choose whether the namespace has limits.')
  // The field that holds it says so already.
  if ([cpuMhz, memoryMiB, storageMiB].some((limit) => Number.isNaN(limit))) return { error: 'One of the limits is not a number.' }
  if (choice === 'limited' && cpuMhz === null && memoryMiB === null && storageMiB === null)
    return atField(CHOICE, 'Enter at least one limit, or choose No limits.')
  return undefined
}
