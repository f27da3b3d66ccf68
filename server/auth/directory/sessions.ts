import type { SessionView } from '#domain/directory.ts'
import { accountText } from '../account-name.ts'
import { requirePrivilege } from '../require-privilege.ts'
import { type DirectoryContext, missing, writeChange } from './context.ts'

/** Who is signed in. One's own sessions are always in reach; those of others need Sessions.TerminateSession. */
export interface DirectorySessions {
  ownSessions(): Promise<SessionView[]>
  allSessions(): Promise<SessionView[]>
  endSession(id: string): Promise<void>
}

const shown = { user: { select: { name: true, domain: true } } } as const

/** Sessions of the directory, as one user sees and ends them. */
export const directorySessions = (context: DirectoryContext): DirectorySessions => {
  const { store, user, clock } = context

  const list = async (where: { userId?: string }): Promise<SessionView[]> => {
    const rows = await store.inventory.read.session.findMany({
      where: { ...where, expiresAt: { gt: clock.now() } },
      include: shown,
      orderBy: { lastUsedAt: 'desc' },
    })
    return rows.map((row) => ({
      id: row.id,
      userId: row.userId,
      user: accountText(row.user),
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      address: row.address,
      userAgent: row.userAgent,
    }))
  }

  return {
    ownSessions: () => list({ userId: user.uid ?? '' }),

    async allSessions() {
      await requirePrivilege(store, user, 'Sessions.TerminateSession', { action: 'session.list', target: context.domain })
      return list({})
    },

    async endSession(id) {
      const row = await store.inventory.read.session.findUnique({ where: { id }, include: shown })
      if (row?.userId !== user.uid || !row) {
        await requirePrivilege(store, user, 'Sessions.TerminateSession', { action: 'session.end', target: id })
      }
      if (!row) throw missing('session', id)
      await writeChange(context, { action: 'session.end', target: accountText(row.user) }, async ({ db }) => {
        await db.session.deleteMany({ where: { id } })
        return { result: undefined }
      })
    },
  }
}
