'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import type { NamespaceSpec } from '#domain/vsphere/namespace.ts'
import { NamespaceStorageStep } from './storage-step.tsx'

/** Chooses the storage policies of a namespace, each with an optional limit; each becomes a StorageClass. */
export function EditStorageDialog({ target, onClose }: ActionDialogProps) {
  const { data, error, retry } = useServerQuery('namespace', { id: target.id })
  const act = useAct()
  const [changed, setChanged] = useState<NamespaceSpec['storage']>()
  const storage = changed ?? data?.storage.map(({ policyId, limitMiB }) => ({ policyId, limitMiB }))
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Storage Policies`}
      icon="namespace"
      lead="Each policy becomes a StorageClass that volumes in the namespace can name."
      onOk={async () =>
        storage
          ? outcomeOf(await act('updateNamespace', { id: target.id, change: { storage } }))
          : { error: 'The namespace is not loaded yet.' }
      }
    >
      {storage ? (
        <NamespaceStorageStep storage={storage} onChange={setChanged} />
      ) : (
        <QueryProblem error={error} what="the namespace" onRetry={retry} />
      )}
    </Dialog>
  )
}
