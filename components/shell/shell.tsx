'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { useLiveState } from '#components/live/live-provider.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Split } from '#components/ui/split.tsx'
import { TabSet, type TabSetItem } from '#components/ui/tab-set.tsx'
import { Header } from './header.tsx'
import { Navigator } from './navigator.tsx'

const MEMORY = 'hemisphere.shell'
const USUAL = { navigator: 300, pane: 180, paneClosed: false }

/** Sizes as they were left; the server draws the usual ones. */
function useLayoutMemory() {
  const [layout, setLayout] = useState(USUAL)
  useEffect(() => {
    try {
      setLayout({ ...USUAL, ...(JSON.parse(localStorage.getItem(MEMORY) ?? '{}') as Partial<typeof USUAL>) })
    } catch {
      localStorage.removeItem(MEMORY)
    }
  }, [])
  const change = (part: Partial<typeof USUAL>) => {
    const next = { ...layout, ...part }
    setLayout(next)
    localStorage.setItem(MEMORY, JSON.stringify(next))
  }
  return { layout, change }
}

/** `/` goes to the filter of the page, as everywhere where people look for things. */
function useFilterKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (target.closest('input,textarea,select,[contenteditable],[role=dialog]')) return
      const box =
        document.querySelector<HTMLElement>('#workspace [data-search]') ??
        document.querySelector<HTMLElement>('nav [data-search]')
      if (!box) return
      event.preventDefault()
      box.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** The frame that stays while pages change: header, navigator, workspace, and the pane with tasks and alarms. */
export function Shell({ signOut, pane, children }: { signOut(): Promise<void>; pane: TabSetItem[]; children: ReactNode }) {
  const { layout, change } = useLayoutMemory()
  useFilterKey()
  const workspace = (
    <Split
      direction="column"
      sized="second"
      size={layout.pane}
      onSize={(size) => change({ pane: size })}
      defaultSize={USUAL.pane}
      min={100}
      max={700}
      collapsed={layout.paneClosed}
      label="Recent Tasks"
      first={
        <div id="workspace" className="h-full overflow-hidden bg-app">
          {children}
        </div>
      }
      second={
        <section aria-label="Recent Tasks and Alarms" className="h-full">
          <TabSet
            label="Recent Tasks and Alarms"
            tabs={pane}
            className="h-full bg-surface"
            aside={
              <IconButton
                icon="chevron-down"
                label="Hide this pane"
                onClick={() => change({ paneClosed: true })}
                className="mr-2"
              />
            }
          />
        </section>
      }
    />
  )
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a href="#workspace" className="sr-only focus:not-sr-only focus:absolute focus:z-60 focus:bg-surface focus:p-2">
        Skip to the workspace
      </a>
      <Header signOut={signOut} />
      <LostConnection />
      <div className="min-h-0 flex-1">
        <Split
          direction="row"
          sized="first"
          size={layout.navigator}
          onSize={(size) => change({ navigator: size })}
          defaultSize={USUAL.navigator}
          min={160}
          max={640}
          label="Navigator"
          first={
            <nav aria-label="Navigator" className="h-full">
              <Navigator />
            </nav>
          }
          second={<main className="h-full">{workspace}</main>}
        />
      </div>
      {layout.paneClosed && (
        <aside
          aria-label="Recent Tasks and Alarms"
          className="flex h-8 shrink-0 items-center border-t border-line bg-surface px-4 text-grid"
        >
          <span className="flex-1">Recent Tasks | Alarms</span>
          <IconButton icon="chevron-up" label="Show Recent Tasks and Alarms" onClick={() => change({ paneClosed: false })} />
        </aside>
      )}
    </div>
  )
}

/** Tells that the page no longer follows the system; short breaks are not worth a word. */
function LostConnection() {
  const { state, updatedAt } = useLiveState()
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (state !== 'reconnecting' || updatedAt === undefined) return
    const timer = setTimeout(() => setLate(true), 5000)
    return () => clearTimeout(timer)
  }, [state, updatedAt])
  if (!late) return null
  return (
    <div role="alert" className="border-b border-warning-fg bg-warning-tint px-4 py-1 text-grid">
      The connection to the server is lost. What is shown may be old; it is read again as soon as the server answers.
    </div>
  )
}
