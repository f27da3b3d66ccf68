'use client'
import { useState } from 'react'
import { useActions } from '#components/live/actions-context.tsx'
import { QueryGrid } from '#components/live/query-grid.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { atField } from '#components/ui/form/field-problems.ts'
import { RadioCards } from '#components/ui/form/radio-cards.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import type { Column } from '#components/ui/grid/column.ts'
import { Icon } from '#components/ui/icon.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PermissionView } from '#domain/directory.ts'

const columns: Column<PermissionView>[] = [
  {
    id: 'subject',
    header: 'User or Group',
    cell: ({ subject, subjectType }) => (
      <span className="flex items-center gap-2">
        <Icon name={subjectType === 'USER' ? 'user' : 'group'} />
        {subject}
      </span>
    ),
    text: ({ subject }) => subject,
    width: 260,
    grow: 1,
    sortable: true,
    fixed: true,
  },
  {
    id: 'roleName',
    header: 'Role',
    cell: ({ roleName }) => roleName,
    text: ({ roleName }) => roleName,
    width: 200,
    sortable: true,
  },
]

/** Who holds which role on the whole inventory. */
export function PermissionsGrid() {
  const act = useAct()
  const { fail } = useToast()
  const actions = useActions()
  const [adding, setAdding] = useState(false)
  const revoke = async ({ id, subject }: PermissionView) => {
    const result = await act('revokeRole', { id })
    if (!result.ok) fail({ title: `The role of ${subject} was not taken away`, message: result.error.message })
  }
  return (
    <>
      <QueryGrid
        label="Global Permissions"
        name="permissions"
        columns={columns}
        rowMenu={(row) => actions.menuFor({ kind: 'permission', id: row.id, name: row.subject }, () => void revoke(row))}
        toolbar={
          <TextAction
            icon="plus"
            disabledReason={actions.reasonFor('add-global-permission', {
              kind: 'permission-list',
              id: '',
              name: 'Global Permissions',
            })}
            onClick={() => setAdding(true)}
          >
            Add
          </TextAction>
        }
      />
      {adding && <GrantDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function GrantDialog({ onClose }: { onClose(): void }) {
  const act = useAct()
  const { data: roles } = useServerQuery('roles', {})
  const { data: users } = useServerQuery('users', { limit: 500 })
  const { data: groups } = useServerQuery('groups', { limit: 500 })
  const [subject, setSubject] = useState('')
  const [roleId, setRoleId] = useState<string>()
  const grant = async () => {
    if (!subject) return atField('userId', 'Choose a user or group.')
    if (!roleId) return atField('roleId', 'Choose a role.')
    const [kind, id = ''] = subject.split(':')
    return outcomeOf(await act('grantRole', { roleId, ...(kind === 'user' ? { userId: id } : { groupId: id }) }))
  }
  return (
    <Dialog open onClose={onClose} title="Global Permissions - Add" icon="key" onOk={grant}>
      <SelectField
        label="User or group"
        field="userId"
        placeholder="Choose a user or group"
        value={subject}
        onChange={setSubject}
        options={[
          ...(groups?.rows ?? []).map(({ id, name, domain }) => ({
            value: `group:${id}`,
            label: `${name}@${domain}`,
            group: 'Groups',
          })),
          ...(users?.rows ?? []).map(({ id, name, domain }) => ({
            value: `user:${id}`,
            label: `${name}@${domain}`,
            group: 'Users',
          })),
        ]}
      />
      <RadioCards
        label="Role"
        field="roleId"
        value={roleId}
        onChange={setRoleId}
        options={(roles ?? []).map(({ id, name, description }) => ({ value: id, label: name, consequence: description }))}
      />
    </Dialog>
  )
}
