import type { ActionDefinition, ActionTarget } from './action-definition.ts'

const supervisorOnly = ({ kind, supervisor, name }: ActionTarget): string | undefined =>
  kind === 'cluster' && !supervisor ? `Workload Management is not enabled on ${name}` : undefined

const disabling = ({ state, name }: ActionTarget): string | undefined =>
  state === 'removing' ? `Workload Management is being disabled on ${name}` : undefined

const deleting = ({ kind, state, name }: ActionTarget): string | undefined =>
  state === 'removing' ? (kind === 'access' ? 'The namespace is being deleted' : `${name} is being deleted`) : undefined

/** What can be done to Supervisors, namespaces and pods. */
export const workloadEntries: readonly ActionDefinition[] = [
  {
    id: 'enable-supervisor',
    label: 'Enable Workload Management…',
    icon: 'supervisor',
    kinds: ['cluster'],
    privilege: 'Namespaces.Manage',
    when: ({ supervisor, name }) => (supervisor ? `Workload Management is enabled on ${name} already` : undefined),
    group: 1,
  },
  {
    id: 'new-namespace',
    label: 'New Namespace…',
    icon: 'namespace',
    kinds: ['cluster', 'namespaces', 'supervisor'],
    privilege: 'Namespaces.Configure',
    when: (target) => supervisorOnly(target) ?? disabling(target),
    group: 1,
  },
  {
    id: 'disable-supervisor',
    label: 'Disable Workload Management…',
    icon: 'stop',
    kinds: ['cluster', 'supervisor'],
    privilege: 'Namespaces.Manage',
    when: (target) => supervisorOnly(target) ?? disabling(target),
    danger: true,
    group: 8,
  },
  {
    id: 'edit-limits',
    label: 'Edit Limits…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    group: 1,
  },
  {
    id: 'edit-object-limits',
    label: 'Edit Object Limits…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    group: 1,
  },
  {
    id: 'edit-defaults',
    label: 'Edit Container Defaults…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    group: 1,
  },
  {
    id: 'edit-storage',
    label: 'Edit Storage Policies…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    group: 1,
  },
  {
    id: 'edit-vm-classes',
    label: 'Edit VM Classes…',
    icon: 'pencil',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    group: 1,
  },
  {
    id: 'add-permission',
    label: 'Add Permission…',
    icon: 'key',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    group: 1,
  },
  {
    id: 'delete-namespace',
    label: 'Delete Namespace…',
    icon: 'trash',
    kinds: ['namespace'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    danger: true,
    group: 9,
  },
  {
    id: 'delete-pod',
    label: 'Delete Pod…',
    icon: 'trash',
    kinds: ['pod'],
    when: ({ state, mayDelete, namespace, name }) =>
      mayDelete === false
        ? `Needs the right to delete pods in the namespace ${namespace}, as its roles “Can edit” and “Owner” give it`
        : state === 'removing'
          ? `${name} is being deleted already`
          : undefined,
    danger: true,
    group: 9,
  },
  {
    id: 'remove-permission',
    label: 'Remove',
    icon: 'trash',
    kinds: ['access'],
    privilege: 'Namespaces.Configure',
    when: deleting,
    danger: true,
    group: 9,
  },
]
