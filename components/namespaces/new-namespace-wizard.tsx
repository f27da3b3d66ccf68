'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { atField } from '#components/ui/form/field-problems.ts'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { TextAreaField } from '#components/ui/form/text-area-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { Wizard, type WizardStep } from '#components/ui/wizard.tsx'
import { objectHref } from '#domain/vsphere/href.ts'
import { type AccessEntry, NAMESPACE_NAME, type NamespaceSpec, PLAIN_NAMESPACE } from '#domain/vsphere/namespace.ts'
import { completeAccess, roleText, sameSubject } from './access-fields.tsx'
import { AccessStep } from './access-step.tsx'
import { limitRows } from './limit-fields.tsx'
import { type LimitChoice, LimitsStep, limitsProblem } from './limits-step.tsx'
import { NamespaceStorageStep } from './storage-step.tsx'

const EMPTY: NamespaceSpec = { ...PLAIN_NAMESPACE, name: '', supervisorId: '' }

/** Creates a namespace. Whether it has limits must be chosen: a namespace without any takes what the whole cluster has. */
export function NewNamespaceWizard({ target, onClose }: ActionDialogProps) {
  const router = useRouter()
  const act = useAct()
  const { data: supervisors } = useServerQuery('supervisors', { limit: 500 })
  const [draft, setDraft] = useState(EMPTY)
  const [choice, setChoice] = useState<LimitChoice>()
  const [person, setPerson] = useState<Partial<AccessEntry>>({})
  const ready = supervisors?.rows ?? []
  const here =
    ready.find(({ id, clusterId }) => (target.kind === 'supervisor' ? id === target.id : clusterId === target.id)) ??
    (ready.length === 1 ? ready[0] : undefined)
  const spec = { ...draft, supervisorId: draft.supervisorId || (here?.id ?? '') }
  const change = (part: Partial<NamespaceSpec>) => setDraft({ ...draft, ...part })
  // Whoever was chosen but not yet added is meant as well.
  const last = completeAccess(person)
  const access = last ? [...spec.access.filter((entry) => !sameSubject(entry, last)), last] : spec.access
  const supervisorName = ready.find(({ id }) => id === spec.supervisorId)?.name ?? ''
  const steps: WizardStep[] = [
    {
      id: 'name',
      label: 'Name',
      lead: 'A namespace is a resource pool with a Kubernetes API of its own.',
      content: (
        <div className="max-w-[480px]">
          <TextField
            label="Name"
            field="name"
            value={spec.name}
            onChange={(name) => change({ name })}
            help="A DNS label: lower-case letters, digits and hyphens, at most 63."
            autoFocus
          />
          <SelectField
            label="Supervisor"
            field="supervisorId"
            placeholder="Choose a Supervisor"
            value={spec.supervisorId}
            onChange={(supervisorId) => change({ supervisorId })}
            options={ready.map(({ id, name, clusterName }) => ({ value: id, label: `${name} (${clusterName})` }))}
          />
          <TextAreaField
            label="Description"
            field="description"
            optional
            value={spec.description}
            onChange={(description) => change({ description })}
          />
        </div>
      ),
      fields: ['name', 'supervisorId', 'description'],
      validate: () => {
        if (!NAMESPACE_NAME.test(spec.name))
          return atField(
            'name',
            'Enter a name of lower-case letters, digits and hyphens that begins and ends with a letter or digit.',
          )
        return spec.supervisorId ? undefined : atField('supervisorId', 'Choose a Supervisor.')
      },
      summary: [
        { label: 'Name', value: spec.name },
        { label: 'Supervisor', value: supervisorName },
        { label: 'Description', value: spec.description },
      ],
    },
    {
      id: 'limits',
      label: 'Limits',
      lead: 'What the whole namespace may request.',
      content: <LimitsStep choice={choice} onChoice={setChoice} limits={spec.limits} onLimits={(limits) => change({ limits })} />,
      fields: ['limits'],
      validate: () => limitsProblem(choice, spec.limits),
      summary: limitRows(choice === 'limited' ? spec.limits : EMPTY.limits),
    },
    {
      id: 'access',
      label: 'Permissions',
      lead: 'Who may use the namespace. This can be changed at any time.',
      content: <AccessStep access={spec.access} onChange={(access) => change({ access })} draft={person} onDraft={setPerson} />,
      fields: ['access'],
      validate: () => (person.subject && !person.role ? atField('role', `Choose a role for ${person.subject}.`) : undefined),
      summary: access.map(({ subject, domain, role }) => ({ label: `${subject}@${domain}`, value: roleText(role) })),
    },
    {
      id: 'storage',
      label: 'Storage',
      lead: 'Each chosen policy becomes a storage class in the namespace.',
      content: <NamespaceStorageStep storage={spec.storage} onChange={(storage) => change({ storage })} />,
      fields: ['storage'],
      summary: [{ label: 'Storage policies', value: spec.storage.length || 'None' }],
    },
  ]
  return (
    <Wizard
      open
      onClose={onClose}
      title="New Namespace"
      icon="namespace"
      steps={steps}
      onFinish={async () => {
        const limits = choice === 'limited' ? spec.limits : EMPTY.limits
        const result = await act('createNamespace', { spec: { ...spec, limits, access } })
        if (result.ok) router.push(objectHref('namespace', result.value.id))
        return outcomeOf(result)
      }}
    />
  )
}
