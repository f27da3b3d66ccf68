'use client'
import { useState } from 'react'
import { lineOf, listOf } from '#components/live/forms.ts'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { useUser } from '#components/live/server-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Icon } from '#components/ui/icon.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { privilegeReason } from '#domain/client/action-registry.ts'
import type { StoragePolicyView } from '#domain/vsphere/cluster.ts'

const columns = (datastoreName: (id: string) => string): Column<StoragePolicyView>[] => {
  const datastores = ({ datastoreIds }: StoragePolicyView) => datastoreIds.map(datastoreName).join(', ')
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ name }) => (
        <span className="flex items-center gap-2">
          <Icon name="volume" />
          {name}
        </span>
      ),
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

type Open = { kind: 'new' } | { kind: 'edit' | 'delete'; policy: StoragePolicyView }

/** Every storage policy, with the datastores that satisfy it. */
export function StoragePoliciesGrid() {
  const act = useAct()
  const refused = privilegeReason(useUser(), 'StorageProfile.Update')
  const datastores = useServerQuery('datastores', { limit: 500 })
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const nameOf = (id: string) => datastores.data?.rows.find((each) => each.id === id)?.name ?? id
  const entry = (id: string, label: string, onSelect: () => void) => ({
    id,
    label,
    onSelect,
    ...(refused ? { disabledReason: refused } : {}),
  })
  return (
    <>
      <QueryGrid
        label="Storage Policies"
        name="storagePolicyList"
        columns={columns(nameOf)}
        rowMenu={(policy) => [
          entry('edit', 'Edit…', () => setOpen({ kind: 'edit', policy })),
          {
            ...entry('delete', 'Delete Storage Policy…', () => setOpen({ kind: 'delete', policy })),
            danger: true,
            separatorBefore: true,
          },
        ]}
        toolbar={
          <TextAction icon="plus" disabledReason={refused} onClick={() => setOpen({ kind: 'new' })}>
            New Storage Policy
          </TextAction>
        }
        emptyState={
          <EmptyState icon="volume" title="There are no storage policies yet">
            A policy names the tags of the datastores that are good enough for it.
          </EmptyState>
        }
      />
      {open?.kind === 'new' && <PolicyDialog onClose={close} />}
      {open?.kind === 'edit' && <PolicyDialog policy={open.policy} onClose={close} />}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          open
          onClose={close}
          title={`${open.policy.name} - Delete Storage Policy`}
          icon="volume"
          question={`Delete storage policy "${open.policy.name}"?`}
          confirmLabel="Delete"
          danger
          onConfirm={async () => outcomeOf(await act('deleteStoragePolicy', { id: open.policy.id }))}
        />
      )}
    </>
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
      <TextField label="Name" value={name} onChange={setName} autoFocus />
      <TextField label="Description" optional value={description} onChange={setDescription} />
      <TextField
        label="Tags"
        value={tags}
        onChange={setTags}
        help="Separated by commas. A datastore with any of them satisfies the policy."
      />
    </Dialog>
  )
}
