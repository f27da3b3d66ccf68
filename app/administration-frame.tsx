'use client'
import type { ReactNode } from 'react'
import { ObjectFrame } from '#components/shell/object-frame.tsx'

const TABS = [
  { id: 'users', label: 'Users', href: '/admin/users' },
  { id: 'groups', label: 'Groups', href: '/admin/groups' },
  { id: 'permissions', label: 'Global Permissions', href: '/admin/permissions' },
  { id: 'audit', label: 'Audit Log', href: '/admin/audit' },
]

/** The frame of Administration. */
export function AdministrationFrame({ current, children }: { current: string; children: ReactNode }) {
  return (
    <ObjectFrame icon="user" name="Administration" tabs={TABS} current={current}>
      {children}
    </ObjectFrame>
  )
}
