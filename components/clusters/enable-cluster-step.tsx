'use client'
import { lineOf, listOf } from '#components/live/forms.ts'
import { RadioCards } from '#components/ui/form/radio-cards.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { KeyValue } from '#components/ui/key-values.tsx'
import { CONTROL_PLANE_SIZES, type ControlPlaneSize, type EnableSpec, type PreflightCheck } from '#domain/vsphere/supervisor.ts'
import type { StepProps } from './enable-step.ts'
import { PreflightList } from './preflight-list.tsx'

const sizeText = (size: ControlPlaneSize): string => {
  const { cpus, memoryMiB, pods } = CONTROL_PLANE_SIZES[size]
  return `${size[0]}${size.slice(1).toLowerCase()}: ${cpus} CPUs, ${memoryMiB / 1024} GiB, up to ${pods} pods`
}

/** The first page: name, size, and whether the cluster is fit for it. */
export function ClusterStep({ spec, onChange, checks }: StepProps & { checks: readonly PreflightCheck[] }) {
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <div>
        <TextField
          label="Supervisor name"
          field="name"
          value={spec.name}
          onChange={(name) => onChange({ name })}
          help="A DNS label: lower-case letters, digits and hyphens."
        />
        <SelectField
          label="Control plane size"
          field="size"
          value={spec.size}
          onChange={(size) => onChange({ size: size as ControlPlaneSize })}
          options={(Object.keys(CONTROL_PLANE_SIZES) as ControlPlaneSize[]).map((size) => ({
            value: size,
            label: sizeText(size),
          }))}
        />
        <RadioCards
          label="Control plane machines"
          field="controlPlaneCount"
          value={String(spec.controlPlaneCount)}
          onChange={(count) => onChange({ controlPlaneCount: count === '1' ? 1 : 3 })}
          options={[
            { value: '3', label: 'Three', consequence: 'On different hosts: the Supervisor survives the loss of one.' },
            {
              value: '1',
              label: 'One',
              consequence: 'For a lab: when its host fails, the Supervisor waits until vSphere HA restarts it.',
            },
          ]}
        />
        <TextField
          label="API server DNS names"
          field="apiServerDnsNames"
          optional
          value={lineOf(spec.apiServerDnsNames)}
          onChange={(text) => onChange({ apiServerDnsNames: listOf(text) })}
          help="Further names in the API server's certificate, separated by commas."
        />
      </div>
      <section aria-label="Preflight">
        <h4 className="mb-2 text-subsection">Preflight</h4>
        <PreflightList checks={checks} />
      </section>
    </div>
  )
}

/** The first page on the Review page. */
export const clusterSummary = (
  { name, size, controlPlaneCount, apiServerDnsNames }: EnableSpec,
  clusterName: string,
): KeyValue[] => [
  { label: 'Cluster', value: clusterName },
  { label: 'Supervisor name', value: name },
  { label: 'Control plane', value: `${controlPlaneCount} × ${sizeText(size)}` },
  ...(apiServerDnsNames.length > 0 ? [{ label: 'API server DNS names', value: lineOf(apiServerDnsNames) }] : []),
]
