'use client'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import { TextAction } from '#components/ui/text-action.tsx'
import { privilegeReason } from '#domain/client/action-registry.ts'
import type { ActionResult } from '#domain/client/actions.ts'
import type { PageQueryName, PageRow } from '#domain/client/queries.ts'
import type { Privilege } from '#domain/vsphere/privileges.ts'
import { QueryGrid, type QueryGridProps } from './query-grid.tsx'
import { useUser } from './server-context.tsx'
import { type Act, outcomeOf, useAct } from './use-act.ts'

/** An entry of a row's menu: a dialog to open, or something that is done at once. */
export interface ManagedEntry {
  id: string
  label: string
  dialog?(onClose: () => void): ReactNode
  onSelect?(): void
}

export interface ManagedGridProps<Name extends PageQueryName>
  extends Pick<QueryGridProps<Name>, 'label' | 'name' | 'columns' | 'emptyState'> {
  /** One of the listed things, in title case: VM Class. */
  noun: string
  icon: IconName
  /** What whoever changes the list must hold. */
  privilege: Privilege
  /** The dialog behind NEW. */
  newDialog(onClose: () => void): ReactNode
  /** What can be done to a row besides deleting it. */
  entries(row: PageRow<Name>): ManagedEntry[]
  /** Why this row stays as it is, whoever asks. */
  lockedReason?(row: PageRow<Name>): string | undefined
  nameOf(row: PageRow<Name>): string
  remove(act: Act, row: PageRow<Name>): Promise<ActionResult<unknown>>
  /** What else deleting does. */
  removeNote?: string
}

/** A list whose rows are made, changed and deleted here: NEW above it, the rest in the rows' menus, all of it behind one privilege. */
export function ManagedGrid<Name extends PageQueryName>(props: ManagedGridProps<Name>) {
  const { label, name, columns, emptyState, noun, privilege, newDialog, entries, lockedReason } = props
  const refused = privilegeReason(useUser(), privilege)
  const [dialog, setDialog] = useState<ReactNode>()
  const open = (make: (onClose: () => void) => ReactNode) => setDialog(make(() => setDialog(undefined)))
  const rowMenu = (row: PageRow<Name>): MenuItem[] => {
    const reason = refused ?? lockedReason?.(row)
    const item = ({ id, label: text, dialog: make, onSelect }: ManagedEntry): MenuItem => ({
      id,
      label: text,
      onSelect: () => (make ? open(make) : onSelect?.()),
      ...(reason ? { disabledReason: reason } : {}),
    })
    const remove = item({
      id: 'delete',
      label: `Delete ${noun}…`,
      dialog: (onClose) => <DeleteDialog {...props} row={row} onClose={onClose} />,
    })
    return [...entries(row).map(item), { ...remove, danger: true, separatorBefore: true }]
  }
  return (
    <>
      <QueryGrid
        label={label}
        name={name}
        columns={columns}
        emptyState={emptyState}
        rowMenu={rowMenu}
        toolbar={
          <TextAction icon="plus" disabledReason={refused} onClick={() => open(newDialog)}>
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
  icon,
  nameOf,
  remove,
  removeNote,
}: ManagedGridProps<Name> & { row: PageRow<Name>; onClose(): void }) {
  const act = useAct()
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`${nameOf(row)} - Delete ${noun}`}
      icon={icon}
      question={`Delete ${inSentence(noun)} "${nameOf(row)}"?`}
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
