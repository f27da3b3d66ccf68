'use client'
import dynamic from 'next/dynamic'
import { type ComponentType, type ReactNode, useMemo, useState } from 'react'
import { type ActionDialogProps, type Actions, ActionsProvider } from '#components/live/actions-context.tsx'
import { useUser } from '#components/live/server-context.tsx'
import { useAct } from '#components/live/use-act.ts'
import type { MenuItem } from '#components/ui/menu.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { type ActionId, type ActionTarget, actionsFor } from '#domain/client/action-registry.ts'
import { ConfirmAction, DisableSupervisor } from './confirm-actions.tsx'

type DialogComponent = ComponentType<ActionDialogProps>

const DIALOGS: Partial<Record<ActionId, DialogComponent>> = {
  'new-datacenter': dynamic(() =>
    import('#components/datacenters/new-datacenter-dialog.tsx').then((file) => file.NewDatacenterDialog),
  ),
  'new-cluster': dynamic(() => import('#components/clusters/cluster-settings-dialog.tsx').then((file) => file.NewClusterDialog)),
  'cluster-settings': dynamic(() =>
    import('#components/clusters/cluster-settings-dialog.tsx').then((file) => file.ClusterSettingsDialog),
  ),
  'new-datastore': dynamic(() => import('#components/datastores/datastore-dialogs.tsx').then((file) => file.NewDatastoreDialog)),
  'edit-datastore': dynamic(() =>
    import('#components/datastores/datastore-dialogs.tsx').then((file) => file.EditDatastoreDialog),
  ),
  'new-network': dynamic(() => import('#components/networks/new-network-dialog.tsx').then((file) => file.NewNetworkDialog)),
  'enable-supervisor': dynamic(() => import('#components/clusters/enable-wizard.tsx').then((file) => file.EnableWizard)),
  'disable-supervisor': DisableSupervisor,
  'add-host': dynamic(() => import('#components/clusters/add-host-dialog.tsx').then((file) => file.AddHostDialog)),
  'new-namespace': dynamic(() =>
    import('#components/namespaces/new-namespace-wizard.tsx').then((file) => file.NewNamespaceWizard),
  ),
  'edit-limits': dynamic(() => import('#components/namespaces/edit-limits-dialog.tsx').then((file) => file.EditLimitsDialog)),
  'edit-object-limits': dynamic(() =>
    import('#components/namespaces/edit-limits-dialog.tsx').then((file) => file.EditObjectLimitsDialog),
  ),
  'edit-defaults': dynamic(() =>
    import('#components/namespaces/edit-defaults-dialog.tsx').then((file) => file.EditDefaultsDialog),
  ),
  'edit-storage': dynamic(() => import('#components/namespaces/edit-storage-dialog.tsx').then((file) => file.EditStorageDialog)),
  'edit-vm-classes': dynamic(() => import('#components/namespaces/vm-classes-dialog.tsx').then((file) => file.VmClassesDialog)),
  'add-permission': dynamic(() =>
    import('#components/namespaces/add-permission-dialog.tsx').then((file) => file.AddPermissionDialog),
  ),
  'change-password': dynamic(() => import('#components/session/password-dialog.tsx').then((file) => file.PasswordDialog)),
  'api-tokens': dynamic(() => import('#components/session/api-tokens-dialog.tsx').then((file) => file.ApiTokensDialog)),
  'enter-maintenance': dynamic(() => import('#components/hosts/maintenance-dialog.tsx').then((file) => file.MaintenanceDialog)),
}

/** Actions without a dialog: done at once. */
const AT_ONCE = { 'exit-maintenance': 'exitMaintenance', 'reconnect-host': 'reconnectHost' } as const

/** Turns the registry of actions into menus, and shows the dialog of the one that was started. */
export function ActionProvider({ children }: { children: ReactNode }) {
  const user = useUser()
  const act = useAct()
  const { fail } = useToast()
  const [open, setOpen] = useState<{ id: ActionId; target: ActionTarget }>()
  const actions = useMemo((): Actions => {
    const start = async (id: ActionId, target: ActionTarget) => {
      const atOnce = AT_ONCE[id as keyof typeof AT_ONCE]
      if (!atOnce) return setOpen({ id, target })
      const result = await act(atOnce, { id: target.id })
      if (!result.ok) fail({ title: `${target.name} was not changed`, message: result.error.message })
    }
    return {
      start: (id, target) => void start(id, target),
      reasonFor: (id, target) => actionsFor(target, user).find(({ definition }) => definition.id === id)?.reason,
      menuFor: (target, startHere) =>
        actionsFor(target, user).map(
          ({ definition, reason }, index, all): MenuItem => ({
            id: definition.id,
            label: definition.label,
            icon: definition.icon,
            ...(reason ? { disabledReason: reason } : {}),
            ...(definition.danger ? { danger: true } : {}),
            separatorBefore: index > 0 && all[index - 1]?.definition.group !== definition.group,
            onSelect: () => (startHere ? startHere(definition.id) : void start(definition.id, target)),
          }),
        ),
    }
  }, [user, act, fail])
  const Dialog = open && DIALOGS[open.id]
  return (
    <ActionsProvider actions={actions}>
      {children}
      {open &&
        (Dialog ? (
          <Dialog target={open.target} onClose={() => setOpen(undefined)} />
        ) : (
          <ConfirmAction {...open} onClose={() => setOpen(undefined)} />
        ))}
    </ActionsProvider>
  )
}
