'use client'
import { useActions } from '#components/live/actions-context.tsx'
import { findByName } from '#components/live/find-by-name.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Banner } from '#components/ui/banner.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { ActionTarget } from '#domain/client/action-registry.ts'
import type { PodDetail } from '#domain/client/workload-rows.ts'
import { describeFix } from '#domain/describe-fix.ts'
import type { Fix } from '#domain/placement.ts'

/** The button that does what a fix says, where the client can do it. */
function FixAction({ fix }: { fix: Fix }) {
  const actions = useActions()
  const { data: tree } = useServerQuery('tree', {})
  const [id, kind, name] =
    fix.kind === 'raise-namespace-limit'
      ? (['edit-limits', 'namespace', fix.namespace] as const)
      : fix.kind === 'exit-maintenance'
        ? (['exit-maintenance', 'host', fix.hosts[0] ?? ''] as const)
        : []
  const node = tree && kind && findByName(tree, kind, name)
  if (!id || !node) return null
  const target: ActionTarget = { kind, id: node.id, name, ...(node.state ? { state: node.state } : {}) }
  return (
    <TextAction disabledReason={actions.reasonFor(id, target)} onClick={() => actions.start(id, target)}>
      {id === 'edit-limits' ? 'Edit Limits' : `Take ${name} out`}
    </TextAction>
  )
}

/** Why a pod has no host: the scheduler's sentence, each host's reason, and what would help, counted over the present state. */
export function WhyBanner({ pod }: { pod: PodDetail }) {
  const waits = !pod.hostName && pod.phase === 'Pending'
  const { supervisorId, namespace, name } = pod
  const { data } = useServerQuery('whyPending', { supervisorId, namespace, name }, { enabled: waits })
  if (!waits) return null
  const condition = pod.conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False')
  const summary = data?.summary ?? pod.placement?.summary ?? condition?.message
  if (!summary) {
    return (
      <Banner kind="info" title="Waiting for a host." className="mx-4 mt-4">
        The scheduler has not looked at this pod yet.
      </Banner>
    )
  }
  const fixes = data?.fixes ?? pod.placement?.fixes ?? []
  return (
    <Banner kind="warning" title="No host can take this pod." className="mx-4 mt-4">
      {summary}
      {fixes.length > 0 && (
        <>
          <p className="mt-2 font-medium">What would help</p>
          <ul className="list-disc pl-5">
            {fixes.map((fix) => {
              const text = describeFix(fix)
              return (
                <li key={text}>
                  {text} <FixAction fix={fix} />
                </li>
              )
            })}
          </ul>
        </>
      )}
      {data && data.perHost.length > 0 && (
        <details className="mt-2">
          <summary>Reasons per host</summary>
          <ul className="max-h-60 overflow-y-auto">
            {data.perHost.map(({ host, reasons }) => (
              <li key={host}>
                <span className="font-medium">{host}</span>: {reasons.join('; ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Banner>
  )
}
