'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { Cards } from '#components/live/cards.tsx'
import { Card } from '#components/ui/card.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { mhzText, mibText } from '#domain/amounts.ts'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'
import { OBJECT_LIMITS } from './edit-limits-dialog.tsx'
import { limitRows } from './limit-fields.tsx'
import { namespaceTarget } from './namespaces-grid.tsx'

/** Limits of the namespace as they are set, with the way to change them. */
export function NamespaceConfigure({ namespace }: { namespace: NamespaceView }) {
  const actions = useActions()
  const target = namespaceTarget(namespace)
  const { containerDefaults: defaults } = namespace
  const amount = (value: number | undefined, text: (value: number) => string) => (value === undefined ? '' : text(value))
  const edit = (id: 'edit-limits' | 'edit-object-limits') => (
    <TextAction disabledReason={actions.reasonFor(id, target)} onClick={() => actions.start(id, target)}>
      Edit
    </TextAction>
  )
  return (
    <Cards>
      <Card title="Resource Limits" rows={limitRows(namespace.limits)} actions={edit('edit-limits')} />
      <Card
        title="Container Defaults"
        rows={[
          { label: 'CPU request', value: amount(defaults.cpuRequestMhz, mhzText) },
          { label: 'CPU limit', value: amount(defaults.cpuLimitMhz, mhzText) },
          { label: 'Memory request', value: amount(defaults.memoryRequestMiB, mibText) },
          { label: 'Memory limit', value: amount(defaults.memoryLimitMiB, mibText) },
        ]}
      />
      <Card
        title="Object Limits"
        rows={OBJECT_LIMITS.map(({ key, label }) => ({ label, value: namespace.objectLimits[key] ?? 'No limit' }))}
        actions={edit('edit-object-limits')}
      />
    </Cards>
  )
}
