'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { fetchQuery } from '#components/live/fetch-query.ts'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Wizard, type WizardStep } from '#components/ui/wizard.tsx'
import type { Preflight } from '#domain/vsphere/supervisor.ts'
import { ClusterStep, clusterSummary } from './enable-cluster-step.tsx'
import { ManagementStep, managementSummary, WorkloadStep, workloadSummary } from './enable-network-steps.tsx'
import type { StepProps } from './enable-step.ts'
import { StorageStep, useStorageSummary } from './enable-storage-step.tsx'

/** Which preflight checks are answered by which page. */
const CHECKS_OF = {
  cluster: ['cluster', 'name', 'hosts', 'drs', 'ha', 'host-names', 'agents', 'room'],
  storage: ['storage'],
  management: ['networks', 'management-addresses'],
  workload: ['ranges'],
}

/** Enables Workload Management on a cluster: five pages that are all filled in already, checked against the inventory as one goes. */
export function EnableWizard({ target, onClose }: ActionDialogProps) {
  const { data, error, retry } = useServerQuery('preflight', { clusterId: target.id })
  if (data) return <EnableSteps preflight={data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={`${target.name} - Enable Workload Management`} icon="supervisor">
      <QueryProblem error={error} what="the preflight checks" onRetry={retry} />
    </Dialog>
  )
}

function EnableSteps({ preflight, onClose }: { preflight: Preflight; onClose(): void }) {
  const { clusterId, clusterName } = preflight
  const router = useRouter()
  const act = useAct()
  const [spec, setSpec] = useState(preflight.defaults)
  const step: StepProps = { spec, onChange: (part) => setSpec({ ...spec, ...part }) }
  const storageSummary = useStorageSummary(spec)
  // What was checked already is not asked again: with the defaults, every NEXT goes on at once. FINISH is checked by the server in any case.
  const checked = useRef({ spec: preflight.defaults, checks: preflight.checks })
  const problemsOf = (page: keyof typeof CHECKS_OF) => async () => {
    if (checked.current.spec !== spec)
      checked.current = { spec, checks: (await fetchQuery('preflight', { clusterId, spec })).checks }
    const { checks } = checked.current
    const failed = checks.filter(({ id, outcome }) => outcome === 'error' && CHECKS_OF[page].includes(id))
    const fields = failed.map(({ field, label, message, remedy }) => ({
      field: field ?? label,
      message: `${message}.${remedy ? ` ${remedy}.` : ''}`,
    }))
    return failed.length > 0 ? { error: fields.map(({ message }) => message).join(' '), fields } : undefined
  }
  const steps: WizardStep[] = [
    {
      id: 'cluster',
      label: 'Supervisor',
      lead: `The control plane of the Supervisor runs in virtual machines on ${clusterName}.`,
      content: <ClusterStep {...step} checks={preflight.checks} />,
      fields: ['name', 'size', 'controlPlaneCount', 'apiServerDnsNames'],
      validate: problemsOf('cluster'),
      summary: clusterSummary(spec, clusterName),
    },
    {
      id: 'storage',
      label: 'Storage',
      lead: 'Storage policies choose the datastores for control plane, pods and images.',
      content: <StorageStep {...step} />,
      fields: ['storage'],
      validate: problemsOf('storage'),
      summary: storageSummary,
    },
    {
      id: 'management',
      label: 'Management network',
      lead: 'The control-plane machines take five addresses in a row from this network.',
      content: <ManagementStep {...step} />,
      fields: ['managementNetwork'],
      validate: problemsOf('management'),
      summary: managementSummary(spec),
    },
    {
      id: 'workload',
      label: 'Workload network',
      lead: 'Pods and services get their addresses from these ranges.',
      content: <WorkloadStep {...step} />,
      fields: ['workloadNetwork'],
      validate: problemsOf('workload'),
      summary: workloadSummary(spec),
    },
  ]
  return (
    <Wizard
      open
      onClose={onClose}
      title={`${clusterName} - Enable Workload Management`}
      icon="supervisor"
      steps={steps}
      onFinish={async () => {
        const result = await act('enableSupervisor', { spec })
        if (result.ok) router.push(`/workload-management/supervisors/${encodeURIComponent(result.value.id)}`)
        return outcomeOf(result)
      }}
    />
  )
}
