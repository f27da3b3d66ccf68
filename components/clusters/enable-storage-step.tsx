'use client'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { SelectField } from '#components/ui/form/select-field.tsx'
import type { KeyValue } from '#components/ui/key-values.tsx'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import type { StepProps } from './enable-step.ts'

const POLICIES = [
  ['controlPlanePolicyId', 'Control plane', 'For the disks of the control-plane machines.'],
  ['ephemeralPolicyId', 'Ephemeral disks', 'For what vSphere Pods write and lose when they end.'],
  ['imagePolicyId', 'Image cache', 'For container images that hosts have pulled.'],
] as const

/** The second page: one storage policy each for three purposes. */
export function StorageStep({ spec, onChange }: StepProps) {
  const { data } = useServerQuery('storagePolicies', {})
  const options = (data ?? []).map(({ id, name, datastoreIds }) => ({
    value: id,
    label: name,
    ...(datastoreIds.length === 0 ? { disabledReason: 'no datastore satisfies it' } : {}),
  }))
  return (
    <div className="max-w-[480px]">
      {POLICIES.map(([key, label, help]) => (
        <SelectField
          key={key}
          field={`storage.${key}`}
          label={label}
          help={help}
          placeholder="Choose a storage policy"
          value={spec.storage[key]}
          onChange={(id) => onChange({ storage: { ...spec.storage, [key]: id } })}
          options={options}
        />
      ))}
    </div>
  )
}

/** The second page on the Review page, with the policies' names. */
export function useStorageSummary({ storage }: EnableSpec): KeyValue[] {
  const { data } = useServerQuery('storagePolicies', {})
  return POLICIES.map(([key, label]) => ({ label, value: data?.find(({ id }) => id === storage[key])?.name ?? storage[key] }))
}
