'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { MenuItem } from '#components/ui/menu.tsx'
import type { ActionId, ActionTarget } from '#domain/client/action-registry.ts'

export interface Actions {
  /**
   * The entries of an object's menu, refused ones with their reason. Lists that keep the dialogs of their rows themselves give `start`;
   * else the action's own dialog opens.
   */
  menuFor(target: ActionTarget, start?: (id: ActionId) => void): MenuItem[]
  /** Starts an action: opens its dialog, or does it. */
  start(id: ActionId, target: ActionTarget): void
  /** Why the user may not do it on this object now. */
  reasonFor(id: ActionId, target: ActionTarget): string | undefined
}

const ActionsContext = createContext<Actions | null>(null)

/** Makes the one registry of actions available to every menu and button below. */
export function ActionsProvider({ actions, children }: { actions: Actions; children: ReactNode }) {
  return <ActionsContext value={actions}>{children}</ActionsContext>
}

/** The registry of actions. */
export const useActions = (): Actions => {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('This needs an ActionsProvider above it; the client layout has one.')
  return actions
}

/** What every dialog of an action is given. */
export interface ActionDialogProps {
  target: ActionTarget
  onClose(): void
}
