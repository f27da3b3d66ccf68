'use client'
import { lineOf, listOf } from '#components/live/forms.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { RadioCards } from '#components/ui/form/radio-cards.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { KeyValue } from '#components/ui/key-values.tsx'
import type { EnableSpec } from '#domain/vsphere/supervisor.ts'
import type { StepProps } from './enable-step.ts'

function NetworkSelect({
  field,
  kind,
  value,
  onChange,
}: {
  field: string
  kind: 'MANAGEMENT' | 'WORKLOAD'
  value: string
  onChange(id: string): void
}) {
  const { data } = useServerQuery('networks', { limit: 500 })
  const networks = (data?.rows ?? []).filter((network) => network.kind === kind)
  return (
    <SelectField
      label="Network"
      field={field}
      placeholder="Choose a network"
      value={value}
      onChange={onChange}
      options={networks.map(({ id, name, vlan }) => ({ value: id, label: vlan === undefined ? name : `${name} (VLAN ${vlan})` }))}
    />
  )
}

interface Row<Part> {
  key: keyof Part & string
  label: string
  help?: string
}

/** Text fields for addresses and lists of addresses, laid out in two columns. */
function AddressFields<Part extends object>({
  path,
  part,
  rows,
  onChange,
}: {
  /** Where the part is in the spec. */
  path: string
  part: Part
  rows: Row<Part>[]
  onChange(part: Part): void
}) {
  return (
    <div className="grid gap-x-6 md:grid-cols-2">
      {rows.map(({ key, label, help }) => {
        const value = part[key]
        const isList = Array.isArray(value)
        return (
          <TextField
            key={key}
            field={`${path}.${key}`}
            label={label}
            help={help}
            optional={isList}
            monospace
            value={isList ? lineOf(value as string[]) : String(value ?? '')}
            onChange={(text) => onChange({ ...part, [key]: isList ? listOf(text) : text.trim() })}
          />
        )
      })}
    </div>
  )
}

const STATIC: Row<EnableSpec['managementNetwork']>[] = [
  { key: 'startingAddress', label: 'Starting address', help: 'The first of five addresses in a row.' },
  { key: 'subnetMask', label: 'Subnet mask' },
  { key: 'gateway', label: 'Gateway' },
]
const SERVERS: Row<EnableSpec['managementNetwork']>[] = [
  { key: 'dnsServers', label: 'DNS servers' },
  { key: 'searchDomains', label: 'DNS search domains' },
  { key: 'ntpServers', label: 'NTP servers' },
]

/** The third page: how the control-plane machines are reached. */
export function ManagementStep({ spec, onChange }: StepProps) {
  const network = spec.managementNetwork
  const change = (managementNetwork: EnableSpec['managementNetwork']) => onChange({ managementNetwork })
  return (
    <div className="max-w-[720px]">
      <NetworkSelect
        field="managementNetwork.networkId"
        kind="MANAGEMENT"
        value={network.networkId}
        onChange={(networkId) => change({ ...network, networkId })}
      />
      <RadioCards
        label="Addresses"
        field="managementNetwork.mode"
        columns={2}
        value={network.mode}
        onChange={(mode) => change({ ...network, mode })}
        options={[
          { value: 'STATIC', label: 'Static', consequence: 'Five addresses in a row from the starting address.' },
          { value: 'DHCP', label: 'DHCP', consequence: 'From the network’s own address pool.' },
        ]}
      />
      <AddressFields
        path="managementNetwork"
        part={network}
        rows={network.mode === 'STATIC' ? [...STATIC, ...SERVERS] : SERVERS}
        onChange={change}
      />
    </div>
  )
}

const RANGES: Row<EnableSpec['workloadNetwork']>[] = [
  { key: 'podCidr', label: 'Pods', help: 'Each host takes a part of it.' },
  { key: 'serviceCidr', label: 'Services', help: 'Seen only inside the Supervisor.' },
  { key: 'ingressCidr', label: 'Ingress', help: 'Addresses of load balancers, the API server’s among them.' },
  { key: 'egressCidr', label: 'Egress', help: 'Namespaces reach the outside from these.' },
  { key: 'dnsServers', label: 'DNS servers' },
  { key: 'ntpServers', label: 'NTP servers' },
]

/** The fourth page: the ranges that pods and services live in. */
export function WorkloadStep({ spec, onChange }: StepProps) {
  const network = spec.workloadNetwork
  return (
    <div className="max-w-[720px]">
      <NetworkSelect
        field="workloadNetwork.networkId"
        kind="WORKLOAD"
        value={network.networkId}
        onChange={(networkId) => onChange({ workloadNetwork: { ...network, networkId } })}
      />
      <AddressFields
        path="workloadNetwork"
        part={network}
        rows={RANGES}
        onChange={(workloadNetwork) => onChange({ workloadNetwork })}
      />
    </div>
  )
}

const told = <Part extends object>(part: Part, rows: Row<Part>[]): KeyValue[] =>
  rows.map(({ key, label }) => ({
    label,
    value: Array.isArray(part[key]) ? lineOf(part[key] as string[]) : String(part[key] ?? ''),
  }))

/** The third page on the Review page. */
export const managementSummary = ({ managementNetwork }: EnableSpec): KeyValue[] => [
  { label: 'Addresses', value: managementNetwork.mode === 'STATIC' ? 'Static' : 'DHCP' },
  ...told(managementNetwork, managementNetwork.mode === 'STATIC' ? [...STATIC, ...SERVERS] : SERVERS),
]

/** The fourth page on the Review page. */
export const workloadSummary = ({ workloadNetwork }: EnableSpec): KeyValue[] => told(workloadNetwork, RANGES)
