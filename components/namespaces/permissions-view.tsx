'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { useAct } from '#components/live/use-act.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { AccessEntry, NamespaceView } from '#domain/vsphere/namespace.ts'
import { ROLES, roleText } from './access-fields.tsx'
import { namespaceTarget } from './namespaces-grid.tsx'

/** Who may use a namespace, with what each role lets them do. */
export function PermissionsView({ namespace }: { namespace: NamespaceView }) {
  const actions = useActions()
  const act = useAct()
  const { fail } = useToast()
  const target = namespaceTarget(namespace)
  const refused = actions.reasonFor('add-permission', target)
  const remove = async ({ subjectType, subject, domain }: AccessEntry) => {
    const result = await act('removeAccess', { namespaceId: namespace.id, entry: { subjectType, subject, domain } })
    if (!result.ok) fail({ title: `The permission of ${subject} was not removed`, message: result.error.message })
  }
  return (
    <section aria-label="Permissions" className="flex h-full flex-col">
      <div className="flex min-h-10 items-center border-b border-line-soft px-2">
        <TextAction icon="plus" disabledReason={refused} onClick={() => actions.start('add-permission', target)}>
          Add
        </TextAction>
      </div>
      {namespace.access.length === 0 ? (
        <EmptyState icon="key" title="Nobody has been given access">
          Administrators always have access. Add a user or group to let a team work here.
        </EmptyState>
      ) : (
        <table className="w-full text-left text-grid">
          <thead className="bg-surface-tint">
            <tr>
              <th className="px-4 py-1.5">User or group</th>
              <th className="px-4 py-1.5">Role</th>
              <th className="px-4 py-1.5">What it allows</th>
              <th className="w-12 px-2 py-1.5">
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {namespace.access.map((entry) => (
              <tr key={`${entry.subjectType}:${entry.subject}@${entry.domain}`} className="border-t border-line-soft">
                <td className="px-4 py-1">
                  <span className="flex items-center gap-2">
                    <Icon
                      name={entry.subjectType === 'USER' ? 'user' : 'group'}
                      label={entry.subjectType === 'USER' ? 'User' : 'Group'}
                    />
                    {`${entry.subject}@${entry.domain}`}
                  </span>
                </td>
                <td className="whitespace-nowrap px-4 py-1">{roleText(entry.role)}</td>
                <td className="px-4 py-1 text-fg-2">{ROLES.find(({ value }) => value === entry.role)?.consequence}</td>
                <td className="px-2 py-1">
                  <IconButton
                    icon="trash"
                    label={`Remove ${entry.subject}`}
                    disabledReason={actions.reasonFor('remove-permission', { ...target, kind: 'access' })}
                    onClick={() => void remove(entry)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
