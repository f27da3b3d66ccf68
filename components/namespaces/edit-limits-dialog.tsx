'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { NumberField } from '#components/ui/form/number-field.tsx'
import type { NamespaceLimits, ObjectLimitKey, ObjectLimits } from '#domain/vsphere/namespace.ts'
import { LimitFields } from './limit-fields.tsx'

/** Changes the limits of a namespace's resource pool. */
export function EditLimitsDialog({ target, onClose }: ActionDialogProps) {
  const { data, error, retry } = useServerQuery('namespace', { id: target.id })
  const act = useAct()
  const [changed, setChanged] = useState<NamespaceLimits>()
  const limits = changed ?? data?.limits
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Resource Limits`}
      icon="namespace"
      onOk={async () =>
        limits
          ? outcomeOf(await act('updateNamespace', { id: target.id, change: { limits } }))
          : { error: 'The namespace is not loaded yet.' }
      }
    >
      {limits ? (
        <LimitFields value={limits} onChange={setChanged} usage={data?.usage} />
      ) : (
        <QueryProblem error={error} what="the namespace" onRetry={retry} />
      )}
    </Dialog>
  )
}

/** The kinds that can be counted, as vSphere lists them. */
export const OBJECT_LIMITS: { key: ObjectLimitKey; label: string }[] = [
  { key: 'pod_count', label: 'Pods' },
  { key: 'deployment_count', label: 'Deployments' },
  { key: 'replica_set_count', label: 'ReplicaSets' },
  { key: 'stateful_set_count', label: 'StatefulSets' },
  { key: 'daemon_set_count', label: 'DaemonSets' },
  { key: 'job_count', label: 'Jobs' },
  { key: 'replication_controller_count', label: 'ReplicationControllers' },
  { key: 'service_count', label: 'Services' },
  { key: 'persistent_volume_claim_count', label: 'PersistentVolumeClaims' },
  { key: 'config_map_count', label: 'ConfigMaps' },
  { key: 'secret_count', label: 'Secrets' },
]

/** Changes how many objects of each kind a namespace may hold. */
export function EditObjectLimitsDialog({ target, onClose }: ActionDialogProps) {
  const { data, error, retry } = useServerQuery('namespace', { id: target.id })
  const act = useAct()
  const [changed, setChanged] = useState<ObjectLimits>()
  const limits = changed ?? data?.objectLimits
  const set = (key: ObjectLimitKey, count: number | null) => {
    const { [key]: _before, ...rest } = limits ?? {}
    setChanged(count === null ? rest : { ...rest, [key]: count })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Object Limits`}
      icon="namespace"
      lead="An empty field is no limit."
      onOk={async () =>
        limits
          ? outcomeOf(await act('updateNamespace', { id: target.id, change: { objectLimits: limits } }))
          : { error: 'The namespace is not loaded yet.' }
      }
    >
      {limits ? (
        <div className="grid gap-x-6 sm:grid-cols-2">
          {OBJECT_LIMITS.map(({ key, label }) => (
            <NumberField
              key={key}
              field={`objectLimits.${key}`}
              label={label}
              placeholder="No limit"
              min={0}
              value={limits[key] ?? null}
              onChange={(count) => set(key, count)}
            />
          ))}
        </div>
      ) : (
        <QueryProblem error={error} what="the namespace" onRetry={retry} />
      )}
    </Dialog>
  )
}
