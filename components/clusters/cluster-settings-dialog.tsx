'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { CheckboxField } from '#components/ui/form/checkbox-field.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { ClusterView } from '#domain/vsphere/cluster.ts'

const DRS_MODES: { value: ClusterView['drsMode']; label: string }[] = [
  { value: 'FULLY_AUTOMATED', label: 'Fully automated' },
  { value: 'PARTIALLY_AUTOMATED', label: 'Partially automated' },
  { value: 'MANUAL', label: 'Manual' },
  { value: 'DISABLED', label: 'Off' },
]

/** A DRS mode in words. */
export const drsText = (mode: ClusterView['drsMode']): string => DRS_MODES.find(({ value }) => value === mode)?.label ?? mode

interface Settings {
  name: string
  drsMode: ClusterView['drsMode']
  haEnabled: boolean
}

function SettingsFields({ value, onChange }: { value: Settings; onChange(value: Settings): void }) {
  return (
    <>
      <TextField label="Name" field="name" value={value.name} onChange={(name) => onChange({ ...value, name })} autoFocus />
      <SelectField
        label="vSphere DRS"
        field="drsMode"
        value={value.drsMode}
        onChange={(mode) => onChange({ ...value, drsMode: mode as ClusterView['drsMode'] })}
        options={DRS_MODES}
        help="Workload Management needs DRS fully automated."
      />
      <CheckboxField label="vSphere HA" checked={value.haEnabled} onChange={(haEnabled) => onChange({ ...value, haEnabled })} />
    </>
  )
}

/** Changes a cluster's name, DRS and HA. */
export function ClusterSettingsDialog({ target, onClose }: ActionDialogProps) {
  const { data, error } = useServerQuery('cluster', { id: target.id })
  const act = useAct()
  const [changed, setChanged] = useState<Settings>()
  const value = changed ?? (data && { name: data.name, drsMode: data.drsMode, haEnabled: data.haEnabled })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Settings`}
      icon="cluster"
      onOk={async () =>
        value ? outcomeOf(await act('updateCluster', { id: target.id, ...value })) : { error: 'The cluster is not loaded yet.' }
      }
    >
      {value ? <SettingsFields value={value} onChange={setChanged} /> : <QueryProblem error={error} what="the cluster" />}
    </Dialog>
  )
}

/** Adds a cluster to a datacenter. */
export function NewClusterDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [value, setValue] = useState<Settings>({ name: '', drsMode: 'FULLY_AUTOMATED', haEnabled: true })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - New Cluster`}
      icon="cluster"
      onOk={async () => outcomeOf(await act('createCluster', { datacenterId: target.id, ...value }))}
    >
      <SettingsFields value={value} onChange={setValue} />
    </Dialog>
  )
}
