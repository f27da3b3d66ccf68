'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { QueryProblem } from '#components/live/query-problem.tsx'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { atField } from '#components/ui/form/field-problems.ts'
import { NumberField } from '#components/ui/form/number-field.tsx'
import { TextField } from '#components/ui/form/text-field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { ApiTokenView } from '#domain/directory.ts'

type Step = { kind: 'list' } | { kind: 'new' } | { kind: 'revoke'; token: ApiTokenView }

/** The API tokens of whoever is signed in: what there is, a new one, and taking one back. */
export function ApiTokensDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [step, setStep] = useState<Step>({ kind: 'list' })
  const [made, setMade] = useState<{ name: string; token: string }>()
  const back = () => setStep({ kind: 'list' })
  const title = `${target.name} - API Tokens`
  if (made) return <MadeToken title={title} {...made} onClose={() => setMade(undefined)} />
  if (step.kind === 'new') return <NewToken title={title} onMade={setMade} onClose={back} />
  if (step.kind === 'revoke') {
    return (
      <ConfirmDialog
        key="revoke"
        open
        onClose={back}
        title={title}
        icon="key"
        question={`Revoke the token "${step.token.name}"?`}
        confirmLabel="Revoke"
        danger
        onConfirm={async () => outcomeOf(await act('revokeToken', { id: step.token.id }))}
      >
        Whatever uses it is refused from now on.
      </ConfirmDialog>
    )
  }
  return (
    <Dialog
      key="list"
      open
      onClose={onClose}
      title={title}
      icon="key"
      size="lg"
      lead="A token lets a program act as you on the Kubernetes API, with your rights, without your password."
      footerStart={
        <TextAction icon="plus" onClick={() => setStep({ kind: 'new' })}>
          New Token
        </TextAction>
      }
    >
      <TokenList onRevoke={(token) => setStep({ kind: 'revoke', token })} />
    </Dialog>
  )
}

function TokenList({ onRevoke }: { onRevoke(token: ApiTokenView): void }) {
  const { data, error, retry } = useServerQuery('ownTokens', {})
  if (!data) return <QueryProblem error={error} what="your API tokens" onRetry={retry} />
  if (data.length === 0) return <p className="py-4 text-fg-2">You have no API tokens.</p>
  return (
    <table className="w-full text-left text-grid" aria-label="API tokens">
      <thead className="bg-surface-tint">
        <tr>
          <th className="px-2 py-1">Name</th>
          <th className="px-2 py-1">Made</th>
          <th className="px-2 py-1">Good until</th>
          <th className="px-2 py-1">Last used</th>
          <th className="w-10 px-2 py-1">
            <span className="sr-only">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((token) => (
          <tr key={token.id} className="border-t border-line-soft">
            <td className="break-all px-2 py-1">{token.name}</td>
            <td className="px-2 py-1">
              <TimeAgo at={token.createdAt} />
            </td>
            <td className="px-2 py-1">{token.expiresAt ? token.expiresAt.slice(0, 10) : 'Until revoked'}</td>
            <td className="px-2 py-1">{token.lastUsedAt ? <TimeAgo at={token.lastUsedAt} /> : 'Never'}</td>
            <td className="px-2 py-1">
              <IconButton icon="trash" label={`Revoke ${token.name}`} onClick={() => onRevoke(token)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NewToken({
  title,
  onMade,
  onClose,
}: {
  title: string
  onMade(made: { name: string; token: string }): void
  onClose(): void
}) {
  const act = useAct()
  const [name, setName] = useState('')
  const [days, setDays] = useState<number | null>(90)
  const create = async () => {
    if (!name.trim()) return atField('name', 'Enter a name that says what uses the token.')
    const result = await act('createToken', { name, ...(days === null ? {} : { days }) })
    if (result.ok) onMade(result.value)
    return outcomeOf(result)
  }
  return (
    <Dialog key="new" open onClose={onClose} title={title} icon="key" okLabel="Create token" onOk={create}>
      <TextField
        label="Name"
        field="name"
        value={name}
        onChange={setName}
        help="What will use it, for example ci-runner."
        autoFocus
      />
      <NumberField
        label="Good for"
        field="days"
        unit="days"
        min={1}
        placeholder="No end"
        value={days}
        onChange={setDays}
        help="Empty: until it is revoked."
      />
    </Dialog>
  )
}

function MadeToken({ title, name, token, onClose }: { title: string; name: string; token: string; onClose(): void }) {
  return (
    <Dialog
      key="made"
      open
      onClose={onClose}
      title={title}
      icon="key"
      lead={`Copy the token "${name}" now: it is shown this once and can’t be read again.`}
    >
      <CopyField label="API token" text={token} />
      <CopyField label="Use it with kubectl" prompt text={'kubectl --token "$TOKEN" get pods'} />
    </Dialog>
  )
}
