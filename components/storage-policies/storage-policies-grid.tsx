'use client'
import { useState } from 'react'
import { lineOf, listOf } from '#components/live/forms.ts'
import { ManagedGrid } from '#components/live/managed-grid.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { CellName } from '#components/ui/grid/cell-name.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import type { StoragePolicyView } from '#domain/vsphere/cluster.ts'

const columns = (datastoreName: (id: string) => string): Column<StoragePolicyView>[] => {
  const datastores = ({ datastoreIds }: StoragePolicyView) => datastoreIds.map(datastoreName).join(', ')
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ name }) => <CellName icon="volume">{name}</CellName>,
      text: ({ name }) => name,
      width: 200,
      grow: 1,
      sortable: true,
      fixed: true,
    },
    {
      id: 'description',
      header: 'Description',
      cell: ({ description }) => description,
      text: ({ description }) => description,
      width: 240,
      grow: 1,
      sortable: true,
    },
    { id: 'tags', header: 'Tags', cell: ({ tags }) => lineOf(tags), text: ({ tags }) => lineOf(tags), width: 180 },
    { id: 'datastores', header: 'Satisfied by', cell: datastores, text: datastores, width: 240, grow: 1 },
  ]
}

/** Every storage policy, with the datastores that satisfy it. */
export function StoragePoliciesGrid() {
  const datastores = useServerQuery('datastores', { limit: 500 })
  const nameOf = (id: string) => datastores.data?.rows.find((each) => each.id === id)?.name ?? id
  return (
    <ManagedGrid
      label="Storage Policies"
      name="storagePolicyList"
      columns={columns(nameOf)}
      noun="Storage Policy"
      kind="storage-policy"
      newDialog={(onClose) => <PolicyDialog onClose={onClose} />}
      targetOf={({ id, name }) => ({ id, name })}
      actionsOf={(policy) => ({
        'edit-storage-policy': { dialog: (onClose) => <PolicyDialog policy={policy} onClose={onClose} /> },
      })}
      remove={(act, { id }) => act('deleteStoragePolicy', { id })}
      emptyState={
        <EmptyState icon="volume" title="There are no storage policies yet">
          A policy names the tags of the datastores that are good enough for it.
        </EmptyState>
      }
    />
  )
}

function PolicyDialog({ policy, onClose }: { policy?: StoragePolicyView; onClose(): void }) {
  const act = useAct()
  const [name, setName] = useState(policy?.name ?? '')
  const [description, setDescription] = useState(policy?.description ?? '')
  const [tags, setTags] = useState(lineOf(policy?.tags ?? []))
  const save = async () => {
    const settings = { name, description, tags: listOf(tags) }
    return outcomeOf(
      policy ? await act('updateStoragePolicy', { id: policy.id, ...settings }) : await act('createStoragePolicy', settings),
    )
  }
  return (
    <Dialog open onClose={onClose} title={policy ? `${policy.name} - Edit` : 'New Storage Policy'} icon="volume" onOk={save}>
      <TextField label="Name" field="name" value={name} onChange={setName} autoFocus />
      <TextField label="Description" field="description" optional value={description} onChange={setDescription} />
      <TextField
        label="Tags"
        field="tags"
        value={tags}
        onChange={setTags}
        help="Separated by commas. A datastore with any of them satisfies the policy."
      />
    </Dialog>
  )
}
