'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { NumberField } from '#components/ui/form/number-field.tsx'
import type { JoinInstructions } from '#domain/client/actions.ts'

/** Makes a join token and shows the command that brings a host into the cluster. */
export function AddHostDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [hours, setHours] = useState<number | null>(24)
  const [uses, setUses] = useState<number | null>(1)
  const [made, setMade] = useState<JoinInstructions>()
  if (made) {
    return (
      <Dialog open onClose={onClose} title={`${target.name} - Add Host`} icon="host" size="lg" lead="Run this on the machine that is to become a host. The token is shown only now.">
        <CopyField prompt label="Command" text={`HEMISPHERE_URL=${made.apiUrl} JOIN_TOKEN=${made.token} npm run spherelet`} />
        <CopyField label="Join token" text={made.token} />
        <p className="text-grid text-fg-2">The token is good until {made.expiresAt.replace('T', ' ').slice(0, 16)} UTC. The host appears in the navigator when it has joined.</p>
      </Dialog>
    )
  }
  const create = async () => {
    const result = await act('createJoinToken', { clusterId: target.id, ...(hours === null ? {} : { hours }), ...(uses === null ? {} : { uses }) })
    if (!result.ok) return outcomeOf(result)
    setMade(result.value)
    return { error: '' } // the dialog goes on with its second half
  }
  return (
    <Dialog open onClose={onClose} title={`${target.name} - Add Host`} icon="host" okLabel="Create token" onOk={create} lead="A host joins the cluster by itself, with a token that is made here.">
      <NumberField label="Valid for" unit="hours" value={hours} onChange={setHours} min={1} />
      <NumberField label="Hosts that may use it" value={uses} onChange={setUses} min={1} />
    </Dialog>
  )
}
