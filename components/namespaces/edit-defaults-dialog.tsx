'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { NumberField } from '#components/ui/form/number-field.tsx'
import { mhzText, mibText } from '#domain/amounts.ts'
import type { ContainerDefaults } from '#domain/vsphere/namespace.ts'

const DEFAULTS = [
  { key: 'cpuRequestMhz', label: 'CPU request', unit: 'MHz', min: 10, text: mhzText },
  { key: 'cpuLimitMhz', label: 'CPU limit', unit: 'MHz', min: 10, text: mhzText },
  { key: 'memoryRequestMiB', label: 'Memory request', unit: 'MiB', min: 1, text: mibText },
  { key: 'memoryLimitMiB', label: 'Memory limit', unit: 'MiB', min: 1, text: mibText },
] as const

/** The container defaults as rows of a card; an empty value is no default. */
export const defaultRows = (defaults: ContainerDefaults): { label: string; value: string }[] =>
  DEFAULTS.map(({ key, label, text }) => {
    const value = defaults[key]
    return { label, value: value === undefined ? '' : text(value) }
  })

/** Changes what a container gets that asks for nothing; pods that run keep what they have. */
export function EditDefaultsDialog({ target, onClose }: ActionDialogProps) {
  const { data, error, retry } = useServerQuery('namespace', { id: target.id })
  const act = useAct()
  const [changed, setChanged] = useState<ContainerDefaults>()
  const defaults = changed ?? data?.containerDefaults
  const set = (key: keyof ContainerDefaults, amount: number | null) => {
    const { [key]: _before, ...rest } = defaults ?? {}
    setChanged(amount === null ? rest : { ...rest, [key]: amount })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Container Defaults`}
      icon="namespace"
      lead="What a container gets that names no amount of its own. An empty field is no default; what runs already stays as it is."
      onOk={async () =>
        defaults
          ? outcomeOf(await act('updateNamespace', { id: target.id, change: { containerDefaults: defaults } }))
          : { error: 'The namespace is not loaded yet.' }
      }
    >
      {defaults ? (
        <div className="grid gap-x-6 sm:grid-cols-2">
          {DEFAULTS.map(({ key, label, unit, min }, index) => (
            <NumberField
              key={key}
              field={`containerDefaults.${key}`}
              label={label}
              unit={unit}
              min={min}
              placeholder="No default"
              value={defaults[key] ?? null}
              onChange={(amount) => set(key, amount)}
              autoFocus={index === 0}
            />
          ))}
        </div>
      ) : (
        <QueryProblem error={error} what="the namespace" onRetry={retry} />
      )}
    </Dialog>
  )
}
