'use client'
import type { ReactNode } from 'react'
import { ObjectFrame } from '#components/shell/object-frame.tsx'

const TABS = [
  { id: 'namespaces', label: 'Namespaces', href: '/workload-management/namespaces' },
  { id: 'supervisors', label: 'Supervisors', href: '/workload-management/supervisors' },
]

/** The frame of Workload Management. */
export function WorkloadManagementFrame({ current, children }: { current: 'namespaces' | 'supervisors'; children: ReactNode }) {
  return (
    <ObjectFrame icon="supervisor" name="Workload Management" tabs={TABS} current={current}>
      {children}
    </ObjectFrame>
  )
}
