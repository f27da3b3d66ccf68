'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { NumberField } from '#components/ui/form/number-field.tsx'
import { RadioCards } from '#components/ui/form/radio-cards.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import type { NetworkView, PoolPurpose } from '#domain/vsphere/cluster.ts'
import { poolText } from './pool-text.ts'

const PURPOSES: Record<NetworkView['kind'], PoolPurpose[]> = {
  MANAGEMENT: ['MANAGEMENT'],
  WORKLOAD: ['POD', 'SERVICE', 'INGRESS', 'EGRESS'],
}

const EXAMPLES: Record<PoolPurpose, string> = {
  MANAGEMENT: '192.168.10.0/24',
  POD: '10.244.0.0/16',
  SERVICE: '10.96.0.0/22',
  INGRESS: '192.168.20.0/24',
  EGRESS: '192.168.21.0/24',
}

/** Where a gateway means something: services, ingress and egress are not networks of their own. */
const withGateway = (purpose: PoolPurpose): boolean => purpose === 'MANAGEMENT' || purpose === 'POD'

interface Pool {
  cidr: string
  gateway: string
}

function PoolFields({
  path,
  purpose,
  value,
  onChange,
}: {
  /** Where the pool is in what is sent; undefined while it is empty, and left out. */
  path: string | undefined
  purpose: PoolPurpose
  value: Pool
  onChange(value: Pool): void
}) {
  const what = poolText(purpose)
  return (
    <div className="grid gap-x-4 sm:grid-cols-2">
      <TextField
        label={`${what}: range`}
        field={path && `${path}.cidr`}
        optional
        monospace
        placeholder={EXAMPLES[purpose]}
        value={value.cidr}
        onChange={(cidr) => onChange({ ...value, cidr })}
      />
      {withGateway(purpose) && (
        <TextField
          label={`${what}: gateway`}
          field={path && `${path}.gateway`}
          optional
          monospace
          value={value.gateway}
          onChange={(gateway) => onChange({ ...value, gateway })}
        />
      )}
    </div>
  )
}

/** Adds a network with its address pools to a datacenter. */
export function NewNetworkDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<NetworkView['kind']>('WORKLOAD')
  const [vlan, setVlan] = useState<number | null>(null)
  const [pools, setPools] = useState<Partial<Record<PoolPurpose, Pool>>>({})
  const wanted = PURPOSES[kind].flatMap((purpose) => {
    const { cidr = '', gateway = '' } = pools[purpose] ?? {}
    if (!cidr.trim() && !gateway.trim()) return []
    return [{ purpose, cidr: cidr.trim(), ...(gateway.trim() ? { gateway: gateway.trim() } : {}) }]
  })
  const pathOf = (purpose: PoolPurpose) => {
    const index = wanted.findIndex((pool) => pool.purpose === purpose)
    return index < 0 ? undefined : `pools.${index}`
  }
  const create = async () =>
    outcomeOf(
      await act('createNetwork', { datacenterId: target.id, name, kind, ...(vlan === null ? {} : { vlan }), pools: wanted }),
    )
  return (
    <Dialog open onClose={onClose} title={`${target.name} - New Network`} icon="network" size="lg" onOk={create}>
      <TextField label="Name" field="name" value={name} onChange={setName} autoFocus />
      <RadioCards<NetworkView['kind']>
        label="Used for"
        columns={2}
        value={kind}
        onChange={(chosen) => setKind(chosen)}
        options={[
          { value: 'WORKLOAD', label: 'Workloads', consequence: 'Pods, services and what comes in and goes out.' },
          { value: 'MANAGEMENT', label: 'Management', consequence: 'Control-plane virtual machines of Supervisors.' },
        ]}
      />
      <NumberField label="VLAN" field="vlan" optional value={vlan} onChange={setVlan} min={1} max={4094} help="From 1 to 4094." />
      <p className="mb-3 text-grid text-fg-2">
        Enabling Workload Management proposes these ranges. They must not share addresses with other networks of the datacenter;
        service ranges may repeat.
      </p>
      {PURPOSES[kind].map((purpose) => (
        <PoolFields
          key={purpose}
          path={pathOf(purpose)}
          purpose={purpose}
          value={pools[purpose] ?? { cidr: '', gateway: '' }}
          onChange={(value) => setPools({ ...pools, [purpose]: value })}
        />
      ))}
    </Dialog>
  )
}
