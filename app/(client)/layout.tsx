import type { ReactNode } from 'react'
import { AlarmCount, AlarmsPane } from '#components/alarms/alarms-grid.tsx'
import { firstPage } from '#components/live/first-page.ts'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { type Perform, ServerProvider } from '#components/live/server-context.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { RecentTasks } from '#components/tasks/tasks-grid.tsx'
import { ToastProvider } from '#components/ui/toast.tsx'
import { ActionProvider } from '../action-provider.tsx'
import { perform } from '../actions/perform.ts'
import { signOut } from '../login/sign-in.ts'
import { Prefetched } from '../prefetched.tsx'
import { requireUser } from '../session.ts'

/** What stands around every page of the client: the signed-in user, the live layer, actions, and the shell. */
export default async function ClientLayout({ children }: { children: ReactNode }) {
  const { displayName, privileges } = await requireUser()
  return (
    // The one server action checks names and arguments itself; the client's side of it knows which belong together.
    <ServerProvider user={{ displayName, privileges }} perform={perform as Perform}>
      <LiveProvider>
        <ToastProvider>
          <ActionProvider>
            <Prefetched
              asked={[
                ['tree', {}],
                ['tasks', firstPage],
                ['alarms', firstPage],
              ]}
            >
              <Shell
                signOut={signOut}
                pane={[
                  { id: 'tasks', label: 'Recent Tasks', content: <RecentTasks /> },
                  { id: 'alarms', label: 'Alarms', badge: <AlarmCount />, content: <AlarmsPane /> },
                ]}
              >
                {children}
              </Shell>
            </Prefetched>
          </ActionProvider>
        </ToastProvider>
      </LiveProvider>
    </ServerProvider>
  )
}
