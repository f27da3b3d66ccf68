'use client'
import { useState } from 'react'
import type { ActionDialogProps } from '#components/live/actions-context.tsx'
import { outcomeOf, useAct } from '#components/live/use-act.ts'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { NumberField } from '#components/ui/form/number-field.tsx'
import type { JoinInstructions } from '#domain/client/actions.ts'
import { hostCommands } from '#domain/client/host-commands.ts'

/** Makes a join token and shows the command that brings a host into the cluster. */
export function AddHostDialog({ target, onClose }: ActionDialogProps) {
  const act = useAct()
  const [hours, setHours] = useState<number | null>(24)
  const [uses, setUses] = useState<number | null>(1)
  const [made, setMade] = useState<JoinInstructions>()
  if (made) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${target.name} - Add Host`}
        icon="host"
        size="lg"
        lead="Run this where the repository is, on the machine that plays the host. The token is shown only now."
      >
        <CopyField label="Commands" text={hostCommands(made, uses ?? 1)} />
        <CopyField label="Join token" text={made.token} />
        <p className="text-grid text-fg-2">
          The token is good until {made.expiresAt.replace('T', ' ').slice(0, 16)} UTC. The host appears in the navigator when it
          has joined.
        </p>
      </Dialog>
    )
  }
  const create = async () => {
    const result = await act('createJoinToken', {
      clusterId: target.id,
      ...(hours === null ? {} : { hours }),
      ...(uses === null ? {} : { uses }),
    })
    if (!result.ok) return outcomeOf(result)
    setMade(result.value)
    return { error: '' } // the dialog goes on with its second half
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${target.name} - Add Host`}
      icon="host"
      okLabel="Create token"
      onOk={create}
      lead="A host joins the cluster by itself, with a token that is made here. The hosts that can be started now are simulated ones."
    >
      <NumberField label="Valid for" field="hours" unit="hours" value={hours} onChange={setHours} min={1} />
      <NumberField label="Hosts that may use it" field="uses" value={uses} onChange={setUses} min={1} />
    </Dialog>
  )
}
