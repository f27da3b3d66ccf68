'use client'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { AccessEntry } from '#domain/vsphere/namespace.ts'
import { AccessFields, completeAccess, roleText, sameSubject } from './access-fields.tsx'

export interface AccessStepProps {
  access: AccessEntry[]
  onChange(access: AccessEntry[]): void
  /** The entry that is being filled in and is not added yet. */
  draft: Partial<AccessEntry>
  onDraft(draft: Partial<AccessEntry>): void
}

/** The wizard's page about who may use the namespace. */
export function AccessStep({ access, onChange, draft, onDraft }: AccessStepProps) {
  const [error, setError] = useState<string>()
  const add = () => {
    const entry = completeAccess(draft)
    setError(entry ? undefined : draft.subject ? 'Choose a role.' : 'Choose a user or group.')
    if (!entry) return
    onChange([...access.filter((each) => !sameSubject(each, entry)), entry])
    onDraft({})
  }
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      <div>
        <AccessFields value={draft} onChange={onDraft} error={error} />
        <Button icon="plus" onClick={add}>
          Add
        </Button>
      </div>
      <section aria-label="Chosen permissions">
        <h4 className="mb-2 text-subsection">Permissions</h4>
        {access.length === 0 && <p className="text-grid text-fg-2">Nobody yet. Administrators always have access.</p>}
        <ul className="text-grid">
          {access.map((entry) => (
            <li
              key={`${entry.subjectType}:${entry.subject}@${entry.domain}`}
              className="flex items-center gap-2 border-b border-line-soft py-1"
            >
              <span className="min-w-0 flex-1 truncate">{`${entry.subject}@${entry.domain}`}</span>
              <span className="text-fg-2">{roleText(entry.role)}</span>
              <IconButton
                icon="close"
                size={12}
                label={`Remove ${entry.subject}`}
                onClick={() => onChange(access.filter((each) => each !== entry))}
              />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
