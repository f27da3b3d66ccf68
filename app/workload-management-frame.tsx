'use client'
import type { ReactNode } from 'react'
import { ObjectFrame } from '#components/shell/object-frame.tsx'

const TABS = [
  { id: 'namespaces', label: 'Namespaces', href: '/workload-management/namespaces' },
  { id: 'supervisors', label: 'Supervisors', href: '/workload-management/supervisors' },
  { id: 'storage-policies', label: 'Storage Policies', href: '/workload-management/storage-policies' },
  { id: 'vm-classes', label: 'VM Classes', href: '/workload-management/vm-classes' },
]

/** The frame of Workload Management. */
export function WorkloadManagementFrame({
  current,
  children,
}: {
  current: 'namespaces' | 'supervisors' | 'storage-policies' | 'vm-classes'
  children: ReactNode
}) {
  return (
    <ObjectFrame icon="supervisor" name="Workload Management" tabs={TABS} current={current}>
      {children}
    </ObjectFrame>
  )
}
