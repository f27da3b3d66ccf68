'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { lineOf, listOf } from '#components/live/forms.ts'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { CheckboxField } from '#components/ui/form/checkbox-field.tsx'
import { atField } from '#components/ui/form/field-problems.ts'
import { NumberField } from '#components/ui/form/number-field.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { DatastoreSettings } from '#domain/client/actions.ts'
import type { DatastoreView } from '#domain/vsphere/cluster.ts'

const GIB = 1024 ** 3
const TYPES = ['VMFS', 'vSAN', 'NFS'] as const

/** A datastore as it is typed. */
interface Draft {
  name: string
  capacityGiB: number | null
  tags: string
  clusterIds: string[]
}

const draftOf = ({ name, capacityBytes, tags, clusterIds }: DatastoreView): Draft => ({
  name,
  capacityGiB: capacityBytes / GIB,
  tags: lineOf(tags),
  clusterIds,
})

/** What is sent; undefined while the capacity is no number. */
const settingsOf = ({ name, capacityGiB, tags, clusterIds }: Draft): DatastoreSettings | undefined =>
  capacityGiB === null ? undefined : { name, capacityBytes: Math.round(capacityGiB * GIB), tags: listOf(tags), clusterIds }

const NO_CAPACITY = atField('capacityBytes', 'Enter the capacity in GiB.')

function ClusterChecks({
  datacenterId,
  value,
  onChange,
}: {
  datacenterId: string
  value: string[]
  onChange(ids: string[]): void
}) {
  const { data, error } = useServerQuery('clusters', { filters: { datacenterId: [datacenterId] }, limit: 500 })
  if (!data) return <QueryProblem error={error} what="clusters" />
  return (
    <fieldset>
      <legend className="mb-1 text-grid font-medium">Clusters whose hosts reach it</legend>
      {data.rows.map(({ id, name }) => (
        <CheckboxField
          key={id}
          label={name}
          checked={value.includes(id)}
          onChange={(on) => onChange(on ? [...value, id] : value.filter((each) => each !== id))}
        />
      ))}
      {data.rows.length === 0 && <p className="text-grid text-fg-2">The datacenter has no clusters yet.</p>}
    </fieldset>
  )
}

function DatastoreFields({
  datacenterId,
  value,
  onChange,
}: {
  datacenterId: string
  value: Draft
  onChange(value: Draft): void
}) {
  return (
    <>
      <NumberField
        label="Capacity"
        field="capacityBytes"
        unit="GiB"
        min={1}
        value={value.capacityGiB}
        onChange={(capacityGiB) => onChange({ ...value, capacityGiB })}
        help="What the storage offers; it is not measured."
      />
      <TextField
        label="Tags"
        field="tags"
        optional
        value={value.tags}
        onChange={(tags) => onChange({ ...value, tags })}
        help="Separated by commas. Storage policies find datastores by them."
      />
      <ClusterChecks
        datacenterId={datacenterId}
        value={value.clusterIds}
        onChange={(clusterIds) => onChange({ ...value, clusterIds })}
      />
    </>
  )
}

/** Adds a datastore to a datacenter. */
export function NewDatastoreDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [type, setType] = useState<(typeof TYPES)[number]>('VMFS')
  const [value, setValue] = useState<Draft>({ name: '', capacityGiB: 1024, tags: '', clusterIds: [] })
  const create = async () => {
    const settings = settingsOf(value)
    return settings ? outcomeOf(await act('createDatastore', { datacenterId: target.id, type, ...settings })) : NO_CAPACITY
  }
  return (
    <Dialog open onClose={onClose} title={`${target.name} - New Datastore`} icon="datastore" onOk={create}>
      <TextField label="Name" field="name" value={value.name} onChange={(name) => setValue({ ...value, name })} autoFocus />
      <SelectField
        label="Type"
        value={type}
        onChange={(chosen) => setType(chosen as typeof type)}
        options={TYPES.map((each) => ({ value: each, label: each }))}
      />
      <DatastoreFields datacenterId={target.id} value={value} onChange={setValue} />
    </Dialog>
  )
}

/** Changes a datastore's name, capacity, tags and clusters. */
export function EditDatastoreDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const { data, error } = useServerQuery('datastores', { filters: { id: [target.id] } })
  const [changed, setChanged] = useState<Draft>()
  const datastore = data?.rows[0]
  const value = changed ?? (datastore && draftOf(datastore))
  const save = async () => {
    const settings = value && settingsOf(value)
    return settings ? outcomeOf(await act('updateDatastore', { id: target.id, ...settings })) : NO_CAPACITY
  }
  return (
    <Dialog open onClose={onClose} title={`${target.name} - Edit`} icon="datastore" onOk={save}>
      {value && datastore ? (
        <>
          <TextField label="Name" field="name" value={value.name} onChange={(name) => setChanged({ ...value, name })} autoFocus />
          <DatastoreFields datacenterId={datastore.datacenterId} value={value} onChange={setChanged} />
        </>
      ) : (
        <QueryProblem error={error} what="the datastore" />
      )}
    </Dialog>
  )
}
