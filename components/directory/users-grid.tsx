'use client'
import { type ReactNode, useState } from 'react'
import { ManagedGrid } from '#components/live/managed-grid.tsx'
import { useUser } from '#components/live/server-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { CellName } from '#components/ui/grid/cell-name.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Status } from '#components/ui/status.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { UserView } from '#domain/directory.ts'

const accountName = ({ name, domain }: UserView): string => `${name}@${domain}`
const names = (list: { name: string }[]): string => list.map(({ name }) => name).join(', ')

const columns: Column<UserView>[] = [
  {
    id: 'name',
    header: 'User',
    cell: (user) => <CellName icon="user">{accountName(user)}</CellName>,
    text: accountName,
    width: 240,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'displayName',
    header: 'Full Name',
    cell: ({ displayName }) => displayName,
    text: ({ displayName }) => displayName,
    width: 180,
    sortable: true,
  },
  {
    id: 'disabled',
    header: 'State',
    cell: ({ disabled }) => <Status kind={disabled ? 'unknown' : 'ok'}>{disabled ? 'Disabled' : 'Enabled'}</Status>,
    text: ({ disabled }) => String(disabled),
    width: 110,
  },
  {
    id: 'groups',
    header: 'Groups',
    cell: ({ groups }) => names(groups),
    text: ({ groups }) => names(groups),
    width: 180,
    grow: 1,
  },
  { id: 'roles', header: 'Roles in Person', cell: ({ roles }) => names(roles), text: ({ roles }) => names(roles), width: 160 },
]

/** The people of the SSO domain. */
export function UsersGrid() {
  const act = useAct()
  const me = useUser().displayName
  const { fail } = useToast()
  const setDisabled = async ({ id, name, disabled }: UserView) => {
    const result = await act('setUserDisabled', { id, disabled: !disabled })
    if (!result.ok) fail({ title: `User "${name}" was not changed`, message: result.error.message })
  }
  return (
    <ManagedGrid
      label="Users"
      name="users"
      columns={columns}
      noun="User"
      kind="user"
      newDialog={(onClose) => <NewUserDialog onClose={onClose} />}
      targetOf={(user) => ({
        id: user.id,
        name: accountName(user),
        disabled: user.disabled,
        own: accountName(user).toLowerCase() === me.toLowerCase(),
      })}
      actionsOf={(user) => ({
        'set-password': { dialog: (onClose) => <PasswordDialog user={user} onClose={onClose} /> },
        'disable-user': { run: () => void setDisabled(user) },
        'enable-user': { run: () => void setDisabled(user) },
      })}
      remove={(act, { id }) => act('deleteUser', { id })}
      removeNote="The sessions and tokens of the user end at once."
    />
  )
}

function PasswordFields({ value, onChange, children }: { value: string; onChange(value: string): void; children?: ReactNode }) {
  return (
    <>
      {children}
      <TextField
        label="Password"
        field="password"
        type="password"
        autoComplete="new-password"
        value={value}
        onChange={onChange}
      />
    </>
  )
}

function NewUserDialog({ onClose }: { onClose(): void }) {
  const act = useAct()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const create = async () =>
    outcomeOf(await act('createUser', { name, password, ...(displayName ? { displayName } : {}), ...(email ? { email } : {}) }))
  return (
    <Dialog open onClose={onClose} title="New User" icon="user" onOk={create}>
      <PasswordFields value={password} onChange={setPassword}>
        <TextField
          label="User name"
          field="name"
          value={name}
          onChange={setName}
          help="Without the domain. It can’t be changed later."
          autoFocus
        />
        <TextField label="Full name" field="displayName" optional value={displayName} onChange={setDisplayName} />
        <TextField label="E-mail" field="email" optional type="email" value={email} onChange={setEmail} />
      </PasswordFields>
    </Dialog>
  )
}

function PasswordDialog({ user, onClose }: { user: UserView; onClose(): void }) {
  const act = useAct()
  const [password, setPassword] = useState('')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${user.name} - Set Password`}
      icon="user"
      lead="Every session and token of the user ends, API tokens too; they sign in with the new password."
      onOk={async () => outcomeOf(await act('setPassword', { id: user.id, password }))}
    >
      <PasswordFields value={password} onChange={setPassword} />
    </Dialog>
  )
}
