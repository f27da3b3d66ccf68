'use client'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { iconOf } from '#components/live/object-looks.ts'
import { type Act, outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import type { ActionId, ActionTarget } from '#domain/client/action-registry.ts'
import type { ActionResult } from '#domain/client/actions.ts'

interface Confirmation {
  topic: string
  question(target: ActionTarget): string
  more?: string
  confirmLabel: string
  danger?: boolean
  /** The name must be typed, because data is lost. */
  typed?: boolean
  run(act: Act, target: ActionTarget): Promise<ActionResult<unknown>>
}

const CONFIRMATIONS: Partial<Record<ActionId, Confirmation>> = {
  'delete-datacenter': {
    topic: 'Delete Datacenter',
    question: ({ name }) => `Delete datacenter "${name}"?`,
    confirmLabel: 'Delete',
    danger: true,
    run: (act, { id }) => act('deleteDatacenter', { id }),
  },
  'delete-cluster': {
    topic: 'Delete Cluster',
    question: ({ name }) => `Delete cluster "${name}"?`,
    confirmLabel: 'Delete',
    danger: true,
    run: (act, { id }) => act('deleteCluster', { id }),
  },
  'delete-datastore': {
    topic: 'Delete Datastore',
    question: ({ name }) => `Delete datastore "${name}"?`,
    confirmLabel: 'Delete',
    danger: true,
    run: (act, { id }) => act('deleteDatastore', { id }),
  },
  'delete-network': {
    topic: 'Delete Network',
    question: ({ name }) => `Delete network "${name}" with its address pools?`,
    confirmLabel: 'Delete',
    danger: true,
    run: (act, { id }) => act('deleteNetwork', { id }),
  },
  'disconnect-host': {
    topic: 'Disconnect Host',
    question: ({ name }) => `Disconnect host "${name}"?`,
    more: 'Its pods go on running but are no longer managed. When it stays away, those that a controller owns are made anew on other hosts.',
    confirmLabel: 'Disconnect',
    run: (act, { id }) => act('disconnectHost', { id }),
  },
  'remove-host': {
    topic: 'Remove Host',
    question: ({ name }) => `Remove host "${name}" from the inventory?`,
    more: 'It can join again with a new token.',
    confirmLabel: 'Remove',
    danger: true,
    run: (act, { id }) => act('removeHost', { id }),
  },
  'delete-namespace': {
    topic: 'Delete Namespace',
    question: ({ name }) => `Delete namespace "${name}" and everything in it?`,
    more: 'Its pods, deployments, configuration and secrets are deleted. This cannot be taken back.',
    confirmLabel: 'Delete',
    danger: true,
    typed: true,
    run: (act, { id }) => act('deleteNamespace', { id }),
  },
  'delete-pod': {
    topic: 'Delete Pod',
    question: ({ name }) => `Delete pod "${name}"?`,
    more: 'A pod that a controller owns is made anew; any other is gone.',
    confirmLabel: 'Delete',
    danger: true,
    run: (act, { supervisorId = '', namespace = '', name }) => act('deletePod', { supervisorId, namespace, name }),
  },
}

/** The question before an action that takes something away. */
export function ConfirmAction({ id, target, onClose }: ActionDialogProps & { id: ActionId }) {
  const act = useAct()
  const asked = CONFIRMATIONS[id]
  if (!asked) return null
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`${target.name} - ${asked.topic}`}
      icon={iconOf(target.kind)}
      question={asked.question(target)}
      confirmLabel={asked.confirmLabel}
      danger={asked.danger}
      {...(asked.typed ? { typeName: target.name } : {})}
      onConfirm={async () => outcomeOf(await asked.run(act, target))}
    >
      {asked.more}
    </ConfirmDialog>
  )
}

/** Disabling a Supervisor, started on its cluster or on itself. */
export function DisableSupervisor({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const cluster = useServerQuery('cluster', { id: target.id }, { enabled: target.kind === 'cluster' })
  const id = target.kind === 'cluster' ? cluster.data?.supervisorId : target.id
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`${target.name} - Disable Workload Management`}
      icon="supervisor"
      question={`Disable Workload Management on "${target.name}" and delete all its namespaces?`}
      confirmLabel="Disable"
      danger
      typeName={target.name}
      onConfirm={async () =>
        id
          ? outcomeOf(await act('disableSupervisor', { id }))
          : { error: cluster.error?.message ?? 'The cluster is not loaded yet; try again.' }
      }
    >
      Every namespace with its pods, then the control plane, is taken down in order. This cannot be taken back.
    </ConfirmDialog>
  )
}
