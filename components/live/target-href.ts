import { objectHref } from '#domain/vsphere/href.ts'

const PAGES: Record<string, (id: string) => string> = {
  Datacenter: (id) => objectHref('datacenter', id),
  Cluster: (id) => objectHref('cluster', id),
  Host: (id) => objectHref('host', id),
  Namespace: (id) => objectHref('namespace', id),
  VirtualMachine: (id) => objectHref('vm', id),
  Datastore: (id) => objectHref('datastore', id),
  Network: (id) => objectHref('network', id),
  StoragePolicy: () => '/workload-management/storage-policies',
  VmClass: () => '/workload-management/vm-classes',
  // A pod's id in tasks, events and alarms is where it is: Supervisor, namespace, name.
  Pod: (id) => `/inventory/pod/${id.split('/').map(encodeURIComponent).join('/')}/summary`,
  Supervisor: (id) => `/workload-management/supervisors/${encodeURIComponent(id)}`,
}

/** The page of what a task, event or alarm is about; undefined for what has none. */
export const targetHref = (kind: string, id: string): string | undefined => PAGES[kind]?.(id)
