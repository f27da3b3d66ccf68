'use client'
import { useState } from 'react'
import { ManagedGrid } from '#components/live/managed-grid.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { CellName } from '#components/ui/grid/cell-name.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { GroupView } from '#domain/directory.ts'

const groupName = ({ name, domain }: GroupView): string => `${name}@${domain}`

const columns: Column<GroupView>[] = [
  {
    id: 'name',
    header: 'Group',
    cell: (group) => <CellName icon="group">{groupName(group)}</CellName>,
    text: groupName,
    width: 240,
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
  {
    id: 'members',
    header: 'Members',
    cell: ({ members }) => members.length,
    text: ({ members }) => String(members.length),
    width: 100,
    align: 'end',
  },
  {
    id: 'roles',
    header: 'Roles',
    cell: ({ roles }) => roles.map(({ name }) => name).join(', '),
    text: ({ roles }) => roles.map(({ name }) => name).join(', '),
    width: 160,
  },
]

/** The groups of the SSO domain. */
export function GroupsGrid() {
  return (
    <ManagedGrid
      label="Groups"
      name="groups"
      columns={columns}
      noun="Group"
      kind="group"
      newDialog={(onClose) => <NewGroupDialog onClose={onClose} />}
      targetOf={(group) => ({ id: group.id, name: groupName(group) })}
      actionsOf={({ id }) => ({ 'edit-members': { dialog: (onClose) => <MembersDialog groupId={id} onClose={onClose} /> } })}
      remove={(act, { id }) => act('deleteGroup', { id })}
      removeNote="Its members lose what they hold through it."
    />
  )
}

function NewGroupDialog({ onClose }: { onClose(): void }) {
  const act = useAct()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  return (
    <Dialog
      open
      onClose={onClose}
      title="New Group"
      icon="group"
      onOk={async () => outcomeOf(await act('createGroup', { name, description }))}
    >
      <TextField label="Group name" field="name" value={name} onChange={setName} autoFocus />
      <TextField label="Description" field="description" optional value={description} onChange={setDescription} />
    </Dialog>
  )
}

/** Adds and removes members one by one; each change takes effect at once. */
function MembersDialog({ groupId, onClose }: { groupId: string; onClose(): void }) {
  const act = useAct()
  const [error, setError] = useState<string>()
  const groups = useServerQuery('groups', { limit: 500 })
  const users = useServerQuery('users', { limit: 500 })
  const group = groups.data?.rows.find(({ id }) => id === groupId)
  const members = group?.members ?? []
  const others = (users.data?.rows ?? []).filter(({ id }) => !members.some((member) => member.id === id))
  const change = async (name: 'addMember' | 'removeMember', userId: string) =>
    setError(outcomeOf(await act(name, { groupId, userId }))?.error)
  return (
    <Dialog open onClose={onClose} title={`${group?.name ?? ''} - Members`} icon="group" error={error} loading={!group}>
      <SelectField
        label="Add a user"
        placeholder="Choose a user"
        value=""
        onChange={(userId) => void change('addMember', userId)}
        options={others.map(({ id, name, domain }) => ({ value: id, label: `${name}@${domain}` }))}
      />
      <ul aria-label="Members" className="text-grid">
        {members.map(({ id, name, displayName }) => (
          <li key={id} className="flex items-center gap-2 border-b border-line-soft py-1">
            <Icon name="user" />
            <span className="min-w-0 flex-1 truncate">
              {displayName && displayName !== name ? `${name} (${displayName})` : name}
            </span>
            <IconButton icon="close" size={12} label={`Remove ${name}`} onClick={() => void change('removeMember', id)} />
          </li>
        ))}
      </ul>
      {members.length === 0 && <p className="text-grid text-fg-2">Nobody yet.</p>}
    </Dialog>
  )
}
