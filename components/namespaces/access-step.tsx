'use client'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { AccessEntry } from '#domain/vsphere/namespace.ts'
import { AccessFields, completeAccess, roleText } from './access-fields.tsx'

const same = (a: AccessEntry, b: AccessEntry) => a.subjectType === b.subjectType && a.subject === b.subject && a.domain === b.domain

/** The wizard's page about who may use the namespace. */
export function AccessStep({ access, onChange }: { access: AccessEntry[]; onChange(access: AccessEntry[]): void }) {
  const [draft, setDraft] = useState<Partial<AccessEntry>>({})
  const [error, setError] = useState<string>()
  const add = () => {
    const entry = completeAccess(draft)
    setError(entry ? undefined : draft.subject ? 'Choose a role.' : 'Choose a user or group.')
    if (!entry) return
    onChange([...access.filter((each) => !same(each, entry)), entry])
    setDraft({})
  }
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <div>
        <AccessFields value={draft} onChange={setDraft} error={error} />
        <Button icon="plus" onClick={add}>
          Add
        </Button>
      </div>
      <section aria-label="Chosen permissions">
        <h4 className="mb-2 text-subsection">Permissions</h4>
        {access.length === 0 && <p className="text-grid text-fg-2">Nobody yet. Administrators always have access.</p>}
        <ul className="text-grid">
          {access.map((entry) => (
            <li key={`${entry.subjectType}:${entry.subject}@${entry.domain}`} className="flex items-center gap-2 border-b border-line-soft py-1">
              <span className="min-w-0 flex-1 truncate">{`${entry.subject}@${entry.domain}`}</span>
              <span className="text-fg-2">{roleText(entry.role)}</span>
              <IconButton icon="close" size={12} label={`Remove ${entry.subject}`} onClick={() => onChange(access.filter((each) => each !== entry))} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
