'use client'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useActions } from '#components/live/actions-context.tsx'
import { useUser } from '#components/live/server-context.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { GlobalSearch } from './global-search.tsx'
import { useAppearance } from './use-appearance.ts'

const PLACES: [label: string, href: string, icon: MenuItem['icon']][] = [
  ['Home', '/', 'home'],
  ['Hosts and Clusters', '/inventory/vcenter/vcenter/summary', 'host'],
  ['Workload Management', '/workload-management/namespaces', 'supervisor'],
  ['Tasks', '/tasks', 'task'],
  ['Events', '/events', 'event'],
  ['Alarms', '/alarms', 'alarm'],
  ['Administration', '/admin/users', 'user'],
]

const BUTTON =
  'flex h-8 shrink-0 items-center gap-2 rounded px-2 text-header-fg hover:bg-header-hover focus-visible:outline-header-fg data-[state=open]:bg-header-hover'

/** The bar at the top: places, search, refresh, user. */
export function Header({ signOut }: { signOut(): Promise<void> }) {
  const router = useRouter()
  const client = useQueryClient()
  const places: MenuItem[] = PLACES.map(([label, href, icon]) => ({ id: href, label, icon, onSelect: () => router.push(href) }))
  return (
    <header className="flex h-header shrink-0 items-center gap-3 bg-header px-3 text-header-fg">
      <Menu items={places}>
        <button type="button" className={BUTTON} aria-label="Menu">
          <Icon name="bars" size={18} />
        </button>
      </Menu>
      <Link
        href="/"
        prefetch={false}
        className="flex items-center gap-2 rounded text-subsection text-header-fg no-underline focus-visible:outline-header-fg"
      >
        <Icon name="supervisor" size={20} />
        <span className="max-sm:sr-only">Hemisphere</span>
      </Link>
      <div className="flex min-w-0 flex-1 justify-center">
        <GlobalSearch />
      </div>
      <button
        type="button"
        className={BUTTON}
        aria-label="Refresh"
        title="Refresh"
        onClick={() => {
          void client.invalidateQueries()
          router.refresh()
        }}
      >
        <Icon name="refresh" />
      </button>
      <UserMenu signOut={signOut} />
    </header>
  )
}

function UserMenu({ signOut }: { signOut(): Promise<void> }) {
  const { displayName } = useUser()
  const account = useActions().menuFor({ kind: 'account', id: 'own', name: displayName })
  const { theme, density, changeTheme, changeDensity } = useAppearance()
  const choice = <Value extends string>(value: Value, label: string, now: Value, choose: (value: Value) => void): MenuItem => ({
    id: value,
    label,
    ...(value === now ? { icon: 'check' as const } : {}),
    onSelect: () => choose(value),
  })
  const items: MenuItem[] = [
    {
      id: 'theme',
      label: 'Theme',
      icon: 'sun',
      children: [
        choice('system', 'As the system', theme, changeTheme),
        choice('light', 'Light', theme, changeTheme),
        choice('dark', 'Dark', theme, changeTheme),
      ],
    },
    {
      id: 'density',
      label: 'Density',
      icon: 'columns',
      children: [choice('compact', 'Compact', density, changeDensity), choice('regular', 'Regular', density, changeDensity)],
    },
    ...account.map((item, index) => (index === 0 ? { ...item, separatorBefore: true } : item)),
    { id: 'sign-out', label: 'Sign out', separatorBefore: true, onSelect: () => void signOut() },
  ]
  return (
    <Menu items={items} align="end">
      <button type="button" className={BUTTON}>
        <Icon name="user" />
        <span className="max-w-[220px] truncate text-grid max-md:sr-only">{displayName}</span>
        <Icon name="chevron-down" size={10} />
      </button>
    </Menu>
  )
}
