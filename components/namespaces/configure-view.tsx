'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { Cards } from '#components/live/cards.tsx'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Card } from '#components/ui/card.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { mibText } from '#domain/amounts.ts'
import type { ActionId } from '#domain/client/action-registry.ts'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import { defaultRows } from './edit-defaults-dialog.tsx'
import { OBJECT_LIMITS } from './edit-limits-dialog.tsx'
import { limitRows, limitText } from './limit-fields.tsx'
import { namespaceTarget } from './namespaces-grid.tsx'
import { vmClassText } from './vm-classes-dialog.tsx'

/** Limits, defaults, storage and VM classes of the namespace as they are set, each with the way to change it. */
export function NamespaceConfigure({ namespace }: { namespace: NamespaceView }) {
  const actions = useActions()
  const classes = useServerQuery('vmClasses', {})
  const target = namespaceTarget(namespace)
  const edit = (id: ActionId, what: string) => (
    <TextAction disabledReason={actions.reasonFor(id, target)} onClick={() => actions.start(id, target)}>
      Edit<span className="sr-only"> {what}</span>
    </TextAction>
  )
  const sizeOf = (id: string) => {
    const found = classes.data?.find((each) => each.id === id)
    return found ? vmClassText(found) : ''
  }
  return (
    <Cards>
      <Card title="Resource Limits" rows={limitRows(namespace.limits)} actions={edit('edit-limits', 'resource limits')} />
      <Card
        title="Container Defaults"
        rows={defaultRows(namespace.containerDefaults)}
        actions={edit('edit-defaults', 'container defaults')}
      />
      <Card
        title="Storage Policies"
        rows={namespace.storage.map(({ policyName, storageClass, limitMiB }) => ({
          label: policyName,
          value: `${limitText(limitMiB, mibText)}; StorageClass ${storageClass}`,
        }))}
        actions={edit('edit-storage', 'storage policies')}
      >
        {namespace.storage.length === 0 && <p className="text-fg-2">None: volumes can’t be made in this namespace.</p>}
      </Card>
      <Card
        title="VM Classes"
        rows={namespace.vmClassIds.map((id) => ({ label: id, value: sizeOf(id) }))}
        actions={edit('edit-vm-classes', 'VM classes')}
      >
        {namespace.vmClassIds.length === 0 && (
          <p className="text-fg-2">None: virtual machines can’t be made in this namespace.</p>
        )}
      </Card>
      <Card
        title="Object Limits"
        rows={OBJECT_LIMITS.map(({ key, label }) => ({ label, value: namespace.objectLimits[key] ?? 'No limit' }))}
        actions={edit('edit-object-limits', 'object limits')}
      />
    </Cards>
  )
}
