'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { ActionArgs, ActionName, ActionResult, ActionValue } from '#domain/client/actions.ts'

/** The server action behind every button: it changes one thing as the signed-in user. */
export type Perform = <Name extends ActionName>(name: Name, args: ActionArgs<Name>) => Promise<ActionResult<ActionValue<Name>>>

/** The signed-in user, as far as the page needs to know. */
export interface ClientUser {
  displayName: string
  privileges: string[]
}

interface Server {
  user: ClientUser
  perform: Perform
}

const ServerContext = createContext<Server | null>(null)

/** Gives the pages below it the signed-in user and the server action. Stands once, above the live layer. */
export function ServerProvider({ user, perform, children }: Server & { children: ReactNode }) {
  return <ServerContext value={{ user, perform }}>{children}</ServerContext>
}

const useServer = (): Server => {
  const server = useContext(ServerContext)
  if (!server) throw new Error('This needs a ServerProvider above it; the client layout has one.')
  return server
}

/** The signed-in user. */
export const useUser = (): ClientUser => useServer().user

/** The server action as it is, without any reading again afterwards; see useAct. */
export const usePerform = (): Perform => useServer().perform
