'use client'
import { type ReactNode, useState } from 'react'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { useUser } from '#components/live/server-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Status } from '#components/ui/status.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { privilegeReason } from '#domain/client/action-registry.ts'
import type { UserView } from '#domain/directory.ts'

const names = (list: { name: string }[]): string => list.map(({ name }) => name).join(', ')

const columns: Column<UserView>[] = [
  {
    id: 'name',
    header: 'User',
    cell: ({ name, domain }) => (
      <span className="flex items-center gap-2">
        <Icon name="user" />
        {`${name}@${domain}`}
      </span>
    ),
    text: ({ name, domain }) => `${name}@${domain}`,
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

type Open = { kind: 'new' } | { kind: 'password' | 'delete'; user: UserView }

/** The people of the SSO domain. */
export function UsersGrid() {
  const act = useAct()
  const { fail } = useToast()
  const refused = privilegeReason(useUser(), 'Authorization.ModifyPermissions')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const setDisabled = async ({ id, name, disabled }: UserView) => {
    const result = await act('setUserDisabled', { id, disabled: !disabled })
    if (!result.ok) fail({ title: `User "${name}" was not changed`, message: result.error.message })
  }
  const entry = (id: string, label: string, onSelect: () => void) => ({
    id,
    label,
    onSelect,
    ...(refused ? { disabledReason: refused } : {}),
  })
  return (
    <>
      <QueryGrid
        label="Users"
        name="users"
        columns={columns}
        rowMenu={(user) => [
          entry('password', 'Set Password…', () => setOpen({ kind: 'password', user })),
          entry('disable', user.disabled ? 'Enable' : 'Disable', () => void setDisabled(user)),
          { ...entry('delete', 'Delete User…', () => setOpen({ kind: 'delete', user })), danger: true, separatorBefore: true },
        ]}
        toolbar={
          <TextAction icon="plus" disabledReason={refused} onClick={() => setOpen({ kind: 'new' })}>
            New User
          </TextAction>
        }
      />
      {open?.kind === 'new' && <NewUserDialog onClose={close} />}
      {open?.kind === 'password' && <PasswordDialog user={open.user} onClose={close} />}
      {open?.kind === 'delete' && (
        <ConfirmDialog
          open
          onClose={close}
          title={`${open.user.name} - Delete User`}
          icon="user"
          question={`Delete user "${open.user.name}@${open.user.domain}"?`}
          confirmLabel="Delete"
          danger
          onConfirm={async () => outcomeOf(await act('deleteUser', { id: open.user.id }))}
        >
          The sessions and tokens of the user end at once.
        </ConfirmDialog>
      )}
    </>
  )
}

function PasswordFields({ value, onChange, children }: { value: string; onChange(value: string): void; children?: ReactNode }) {
  return (
    <>
      {children}
      <TextField label="Password" type="password" autoComplete="new-password" value={value} onChange={onChange} />
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
          value={name}
          onChange={setName}
          help="Without the domain. It can’t be changed later."
          autoFocus
        />
        <TextField label="Full name" optional value={displayName} onChange={setDisplayName} />
        <TextField label="E-mail" optional type="email" value={email} onChange={setEmail} />
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
      lead="Every session of the user ends; they sign in with the new password."
      onOk={async () => outcomeOf(await act('setPassword', { id: user.id, password }))}
    >
      <PasswordFields value={password} onChange={setPassword} />
    </Dialog>
  )
}
