/** One node of the inventory tree. `href` is the object's page; children are sorted by name, namespaces and VMs under their cluster. */
export interface TreeNode {
  id: string
  kind: 'vcenter' | 'datacenter' | 'cluster' | 'host' | 'namespaces' | 'namespace' | 'pod' | 'vm' | 'datastore' | 'network'
  name: string
  href: string
  /** Drives the overlay on the icon; `removing` is being deleted, or disabled. */
  state?: 'ok' | 'warning' | 'error' | 'maintenance' | 'disconnected' | 'configuring' | 'removing' | 'off'
  /** The highest alarm on the object itself. */
  alarm?: 'WARNING' | 'ERROR'
  /** True for a cluster that is a Supervisor. */
  supervisor?: boolean
  children?: TreeNode[]
}
