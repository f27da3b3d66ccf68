import type { Tab } from '#components/ui/tabs.tsx'

interface ObjectTab {
  label: string
  /** What its table of contents leads to; none when it has no such table. */
  sections?: readonly string[]
}

const SUMMARY: ObjectTab = { label: 'Summary' }
const MONITOR: ObjectTab = { label: 'Monitor', sections: ['alarms', 'tasks', 'events'] }

/** The tabs of every kind of page, in their order: what stands in the strip, and the only addresses below an object that lead somewhere. */
export const OBJECT_TABS = {
  vcenter: {
    summary: SUMMARY,
    datacenters: { label: 'Datacenters' },
    clusters: { label: 'Clusters' },
    hosts: { label: 'Hosts' },
    vms: { label: 'VMs' },
    datastores: { label: 'Datastores' },
  },
  datacenter: { summary: SUMMARY, monitor: MONITOR },
  cluster: {
    summary: SUMMARY,
    monitor: MONITOR,
    hosts: { label: 'Hosts' },
    vms: { label: 'VMs' },
    namespaces: { label: 'Namespaces' },
    pods: { label: 'vSphere Pods' },
    datastores: { label: 'Datastores' },
  },
  host: { summary: SUMMARY, monitor: MONITOR, pods: { label: 'vSphere Pods' }, vms: { label: 'VMs' } },
  namespace: {
    summary: SUMMARY,
    monitor: { label: 'Monitor', sections: ['alarms', 'tasks', 'events', 'kubernetes'] },
    configure: { label: 'Configure' },
    permissions: { label: 'Permissions' },
    compute: { label: 'Compute', sections: ['pods', 'deployments', 'replicasets'] },
  },
  pod: { summary: SUMMARY, events: { label: 'Events' }, logs: { label: 'Logs' }, yaml: { label: 'YAML' } },
  supervisor: { summary: SUMMARY, monitor: MONITOR, namespaces: { label: 'Namespaces' }, hosts: { label: 'Hosts' } },
  datastore: { summary: SUMMARY },
  network: { summary: SUMMARY },
  vm: { summary: SUMMARY },
} as const satisfies Record<string, Record<string, ObjectTab>>

export type PageKind = keyof typeof OBJECT_TABS

/** The strip of tabs of the object whose address is `page`. */
export const tabsOf = (kind: PageKind, page: string): Tab[] =>
  Object.entries<ObjectTab>(OBJECT_TABS[kind]).map(([id, { label }]) => ({ id, label, href: `${page}/${id}` }))

/** The tab and section that the parts of an address name, Summary when there are none; undefined when they lead nowhere. */
export const readTab = (
  kind: PageKind,
  [tab = 'summary', section, ...more]: readonly string[],
): { tab: string; section: string | undefined } | undefined => {
  const tabs: Record<string, ObjectTab> = OBJECT_TABS[kind]
  const found = Object.hasOwn(tabs, tab) ? tabs[tab] : undefined
  if (!found || more.length > 0) return undefined
  if (section !== undefined && !found.sections?.includes(section)) return undefined
  return { tab, section }
}
