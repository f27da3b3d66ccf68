'use client'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Status } from '#components/ui/status.tsx'
import type { EvacuationPreview } from '#domain/vsphere/host.ts'

type Workload = EvacuationPreview['workloads'][number]

const OUTCOMES = {
  moves: { kind: 'ok', word: 'Moves' },
  lost: { kind: 'warning', word: 'Ends and does not come back' },
  blocked: { kind: 'error', word: 'Finds no other host' },
  stays: { kind: 'info', word: 'Stays' },
} as const
const ORDER = ['blocked', 'lost', 'moves', 'stays'] as const

const summary = (workloads: readonly Workload[]): string => {
  const count = (outcome: Workload['outcome']) => workloads.filter((each) => each.outcome === outcome).length
  const parts = [
    [count('moves'), 'will be placed on other hosts'],
    [count('lost'), 'will end, because nothing makes them anew'],
    [count('blocked'), 'find no other host now'],
    [count('stays'), 'stay, because they belong to this host'],
  ] as const
  return parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ')
}

/** Puts a host into maintenance mode, after telling what happens to each workload on it. */
export function MaintenanceDialog({ target, onClose }: ActionDialogProps) {
  const { data, error, retry } = useServerQuery('evacuation', { id: target.id })
  const act = useAct()
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Enter Maintenance Mode`}
      icon="host"
      size="lg"
      lead="Nothing new is placed on the host, and what runs on it is moved away. The host is in maintenance mode when the last workload has left."
      onOk={async () => outcomeOf(await act('enterMaintenance', { id: target.id }))}
    >
      {data ? (
        <Evacuation workloads={data.workloads} />
      ) : (
        <QueryProblem error={error} what="what runs on the host" onRetry={retry} />
      )}
    </Dialog>
  )
}

function Evacuation({ workloads }: { workloads: readonly Workload[] }) {
  if (workloads.length === 0) return <Banner kind="ok">Nothing runs on this host.</Banner>
  const sorted = workloads.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome))
  const worst = sorted[0]?.outcome
  return (
    <>
      <Banner kind={worst === 'blocked' ? 'error' : worst === 'lost' ? 'warning' : 'info'} className="mb-3">
        Of {workloads.length} workloads: {summary(workloads)}.
      </Banner>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable with the keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label="Workloads on this host"
        className="max-h-[320px] overflow-auto border border-line"
      >
        <table className="w-full text-left text-grid">
          <thead className="sticky top-0 bg-surface-tint">
            <tr>
              <th className="px-2 py-1">Workload</th>
              <th className="px-2 py-1">What happens</th>
              <th className="px-2 py-1">To host</th>
              <th className="px-2 py-1">Because</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ kind, namespace, name, outcome, to, reason }) => (
              <tr key={`${kind}/${namespace}/${name}`} className="border-t border-line-soft align-top">
                <td className="break-all px-2 py-1">{namespace ? `${namespace}/${name}` : name}</td>
                <td className="px-2 py-1">
                  <Status kind={OUTCOMES[outcome].kind}>{OUTCOMES[outcome].word}</Status>
                </td>
                <td className="px-2 py-1">{to ?? '-'}</td>
                <td className="px-2 py-1">{reason ?? '-'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
