import { expect, test } from 'vitest'
import type { TreeNode } from '#domain/vsphere/inventory-tree.ts'
import { nodeOfPath, openAtFirst, shownNodes, targetOf } from './tree-nodes.ts'

const host: TreeNode = {
  id: 'host-1',
  kind: 'host',
  name: 'esx-01',
  href: '/inventory/host/host-1/summary',
  state: 'disconnected',
}
const namespace: TreeNode = {
  id: 'namespace-1',
  kind: 'namespace',
  name: 'team-a',
  href: '/inventory/namespace/namespace-1/summary',
}
const folder: TreeNode = {
  id: 'domain-c1-namespaces',
  kind: 'namespaces',
  name: 'Namespaces',
  href: '/inventory/cluster/domain-c1/namespaces',
  children: [namespace],
}
const cluster: TreeNode = {
  id: 'domain-c1',
  kind: 'cluster',
  name: 'cluster-01',
  href: '/inventory/cluster/domain-c1/summary',
  supervisor: true,
  children: [host, folder],
}
const tree: TreeNode[] = [{ id: 'vcenter', kind: 'vcenter', name: 'Hemisphere', href: '/', children: [cluster] }]

test.each([
  ['/inventory/host/host-1/pods', 'host-1'],
  ['/inventory/cluster/domain-c1/summary', 'domain-c1'],
  ['/inventory/cluster/domain-c1/namespaces', 'domain-c1-namespaces'],
  ['/inventory/pod/s1/team-a/web/logs', 'namespace-1'],
  ['/inventory/host/host-9/summary', null],
  ['/tasks', null],
])('the page %s is %s in the tree', (path, id) => {
  expect(nodeOfPath(path, tree)).toBe(id)
})

test('the folder of namespaces acts for its cluster', () => {
  expect(targetOf(folder)).toMatchObject({ kind: 'namespaces', id: 'domain-c1' })
})

test('what an object holds is counted, so that its menu can say what must go first', () => {
  const network: TreeNode = { id: 'network-1', kind: 'network', name: 'VM Network', href: '' }
  const datacenter: TreeNode = { id: 'datacenter-1', kind: 'datacenter', name: 'dc', href: '', children: [cluster, network] }
  expect(targetOf(cluster).content).toBe(1)
  expect(targetOf(datacenter).content).toBe(2)
})

test('what is being taken down says so, and not that it is being set up', () => {
  expect(shownNodes([{ ...namespace, state: 'removing' }])[0]).toMatchObject({ badge: '(removing)' })
})

test('what is unusual about a host is said beside its name', () => {
  expect(shownNodes([host])[0]).toMatchObject({ status: 'disconnected', badge: '(disconnected)' })
})

test('at the first visit everything down to hosts and namespaces is open', () => {
  expect(openAtFirst(tree)).toEqual(['vcenter', 'domain-c1', 'domain-c1-namespaces'])
})
