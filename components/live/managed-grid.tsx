'use client'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import type { ActionId, ActionTarget, ManagedKind } from '#domain/client/action-registry.ts'
import type { ActionResult } from '#domain/client/actions.ts'
import type { PageQueryName, PageRow } from '#domain/client/queries.ts'
import { useActions } from './actions-context.tsx'
import { iconOf } from './object-looks.ts'
import { QueryGrid, type QueryGridProps } from './query-grid.tsx'
import { type Act, outcomeOf, useAct } from './use-act.ts'

/** How an action of a row is done: by a dialog, or at once. */
export type ManagedAction = { dialog(onClose: () => void): ReactNode } | { run(): void }

export interface ManagedGridProps<Name extends PageQueryName>
  extends Pick<QueryGridProps<Name>, 'label' | 'name' | 'columns' | 'emptyState'> {
  /** One of the listed things, in title case: VM Class. */
  noun: string
  kind: ManagedKind
  /** The dialog behind NEW. */
  newDialog(onClose: () => void): ReactNode
  /** What the registry's actions act on; its name is the one a person reads. */
  targetOf(row: PageRow<Name>): Omit<ActionTarget, 'kind'>
  /** How the registry's actions on a row are done, besides deleting it. */
  actionsOf(row: PageRow<Name>): Partial<Record<ActionId, ManagedAction>>
  remove(act: Act, row: PageRow<Name>): Promise<ActionResult<unknown>>
  /** What else deleting does. */
  removeNote?: string
}

/** A list whose rows are made, changed and deleted here: NEW above it, the rest in the rows' menus, both as the registry of actions has them. */
export function ManagedGrid<Name extends PageQueryName>(props: ManagedGridProps<Name>) {
  const { label, name, columns, emptyState, noun, kind, newDialog, targetOf, actionsOf } = props
  const actions = useActions()
  const [dialog, setDialog] = useState<ReactNode>()
  const open = (make: (onClose: () => void) => ReactNode) => setDialog(make(() => setDialog(undefined)))
  const start = (row: PageRow<Name>, id: ActionId) => {
    if (id === `delete-${kind}`) return open((onClose) => <DeleteDialog {...props} row={row} onClose={onClose} />)
    const action = actionsOf(row)[id]
    if (!action) throw new Error(`The list of ${label} has nothing for "${id}"; actionsOf must name every action of its rows.`)
    if ('dialog' in action) open(action.dialog)
    else action.run()
  }
  return (
    <>
      <QueryGrid
        label={label}
        name={name}
        columns={columns}
        emptyState={emptyState}
        rowMenu={(row) => actions.menuFor({ kind, ...targetOf(row) }, (id) => start(row, id))}
        toolbar={
          <TextAction
            icon="plus"
            disabledReason={actions.reasonFor(`new-${kind}`, { kind: `${kind}-list`, id: '', name: label })}
            onClick={() => open(newDialog)}
          >
            {`New ${noun}`}
          </TextAction>
        }
      />
      {dialog}
    </>
  )
}

function DeleteDialog<Name extends PageQueryName>({
  row,
  onClose,
  noun,
  kind,
  targetOf,
  remove,
  removeNote,
}: ManagedGridProps<Name> & { row: PageRow<Name>; onClose(): void }) {
  const act = useAct()
  const { name } = targetOf(row)
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`${name} - Delete ${noun}`}
      icon={iconOf(kind)}
      question={`Delete ${inSentence(noun)} "${name}"?`}
      confirmLabel="Delete"
      danger
      onConfirm={async () => outcomeOf(await remove(act, row))}
    >
      {removeNote}
    </ConfirmDialog>
  )
}

/** Storage Policy is written "storage policy" in a sentence; VM stays VM. */
const inSentence = (noun: string): string =>
  noun
    .split(' ')
    .map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(' ')
