'use client'
import { useState } from 'react'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { RadioCards } from '#components/ui/form/radio-cards.tsx'
import { SelectField } from '#components/ui/form/select-field.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import type { AccessEntry, NamespaceRole } from '#domain/vsphere/namespace.ts'

/** What each role lets people do; said where it is chosen, because afterwards is too late. */
export const ROLES: { value: NamespaceRole; label: string; consequence: string }[] = [
  {
    value: 'VIEW',
    label: 'Can view',
    consequence: 'Sees the namespace and everything in it with kubectl and here; changes nothing.',
  },
  {
    value: 'EDIT',
    label: 'Can edit',
    consequence: 'Creates, changes and deletes pods, deployments, configuration and secrets in the namespace.',
  },
  { value: 'OWNER', label: 'Owner', consequence: 'Everything Can edit does, and may create and delete namespaces with kubectl.' },
]

/** A role in words. */
export const roleText = (role: NamespaceRole): string => ROLES.find(({ value }) => value === role)?.label ?? role

export interface AccessFieldsProps {
  value: Partial<AccessEntry>
  onChange(value: Partial<AccessEntry>): void
  error?: string
}

/** Picks a person or group of the SSO domain, and what they may do. */
export function AccessFields({ value, onChange, error }: AccessFieldsProps) {
  const [text, setText] = useState('')
  const { data, loading } = useServerQuery('principals', { text }, { keep: true })
  const found = data ?? []
  const key = (entry: { subjectType?: string; subject?: string; domain?: string }) =>
    `${entry.subjectType}:${entry.subject}@${entry.domain}`
  return (
    <>
      <SearchBox label="Search users and groups" value={text} onChange={setText} className="mb-2 w-full" />
      <SelectField
        label="User or group"
        field="subject"
        placeholder={loading ? 'Loading' : found.length === 0 ? 'Nobody found' : 'Choose a user or group'}
        value={value.subject ? key(value) : ''}
        onChange={(chosen) => {
          const entry = found.find((each) => key(each) === chosen)
          if (entry) onChange({ ...value, subjectType: entry.subjectType, subject: entry.subject, domain: entry.domain })
        }}
        options={found.map((each) => ({
          value: key(each),
          label: `${each.subject}@${each.domain}${each.displayName && each.displayName !== each.subject ? ` (${each.displayName})` : ''}`,
          group: each.subjectType === 'USER' ? 'Users' : 'Groups',
        }))}
        error={error}
      />
      <RadioCards
        label="Role"
        field="role"
        value={value.role}
        onChange={(role) => onChange({ ...value, role })}
        options={ROLES}
      />
    </>
  )
}

/** The entry when it is complete. */
export const completeAccess = ({ subjectType, subject, domain, role }: Partial<AccessEntry>): AccessEntry | undefined =>
  subjectType && subject && domain && role ? { subjectType, subject, domain, role } : undefined

/** True when both entries are about the same person or group. */
export const sameSubject = (a: AccessEntry, b: AccessEntry): boolean =>
  a.subjectType === b.subjectType && a.subject === b.subject && a.domain === b.domain
