'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { mibText } from '#domain/amounts.ts'
import type { VmClassView } from '#domain/vsphere/cluster.ts'

/** A class's size in words: `2 CPUs, 4 GiB, all reserved`. */
export const vmClassText = ({ cpuCount, memoryMiB, cpuReservation, memoryReservation }: VmClassView): string => {
  const size = `${cpuCount} ${cpuCount === 1 ? 'CPU' : 'CPUs'}, ${mibText(memoryMiB)}`
  if (!cpuReservation && !memoryReservation) return `${size}, nothing reserved`
  if (cpuReservation === 100 && memoryReservation === 100) return `${size}, all reserved`
  return `${size}, reserved: ${cpuReservation} % of CPU, ${memoryReservation} % of memory`
}

/** Associates VM classes with a namespace: only these may be named by virtual machines and Tanzu Kubernetes clusters in it. */
export function VmClassesDialog({ target, onClose }: ActionDialogProps) {
  const namespace = useServerQuery('namespace', { id: target.id })
  const classes = useServerQuery('vmClasses', {})
  const act = useAct()
  const [changed, setChanged] = useState<string[]>()
  const chosen = changed ?? namespace.data?.vmClassIds
  const all = classes.data
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - VM Classes`}
      icon="namespace"
      lead={
        chosen && all
          ? `Sizes of virtual machines that may be made in the namespace: ${chosen.length} of ${all.length} chosen.`
          : undefined
      }
      onOk={async () =>
        chosen
          ? outcomeOf(await act('updateNamespace', { id: target.id, change: { vmClassIds: chosen } }))
          : { error: 'The namespace is not loaded yet.' }
      }
    >
      {chosen && all ? (
        <VmClassTable classes={all} chosen={chosen} onChange={setChanged} />
      ) : (
        <QueryProblem
          error={namespace.error ?? classes.error}
          what="the VM classes"
          onRetry={() => {
            namespace.retry()
            classes.retry()
          }}
        />
      )}
    </Dialog>
  )
}

function VmClassTable({
  classes,
  chosen,
  onChange,
}: {
  classes: VmClassView[]
  chosen: string[]
  onChange(ids: string[]): void
}) {
  const everyone = classes.every(({ id }) => chosen.includes(id))
  return (
    <table className="w-full text-left text-grid">
      <thead className="bg-surface-tint">
        <tr>
          <th className="w-10 px-2 py-1">
            <input
              type="checkbox"
              aria-label="All classes"
              className="size-4 align-middle accent-action"
              checked={everyone}
              onChange={() => onChange(everyone ? [] : classes.map(({ id }) => id))}
            />
          </th>
          <th className="px-2 py-1">VM class</th>
          <th className="px-2 py-1">Size and reservation</th>
        </tr>
      </thead>
      <tbody>
        {classes.map((each) => (
          <tr key={each.id} className="border-t border-line-soft">
            <td className="px-2 py-1">
              <input
                id={`vm-class-${each.id}`}
                type="checkbox"
                className="size-4 align-middle accent-action"
                checked={chosen.includes(each.id)}
                onChange={({ target }) => onChange(target.checked ? [...chosen, each.id] : chosen.filter((id) => id !== each.id))}
              />
            </td>
            <td className="px-2 py-1">
              <label htmlFor={`vm-class-${each.id}`}>{each.id}</label>
            </td>
            <td className="px-2 py-1 text-fg-2">{vmClassText(each)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
