import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { readAppearance } from './appearance.ts'
import { NONCE_HEADER } from './content-security-policy.ts'
import { clarityCity } from './fonts.ts'
import './globals.css'

// The system's theme is known only in the browser: this runs before anything is drawn, so nothing flashes.
const SYSTEM_THEME = `if(document.documentElement.dataset.themeChoice==='system')document.documentElement.dataset.theme=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'`

/** The frame of every page: theme and density as the visitor chose them. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, density } = await readAppearance()
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined
  return (
    <html
      lang="en"
      className={clarityCity.variable}
      data-theme={theme === 'dark' ? 'dark' : 'light'}
      data-theme-choice={theme}
      data-density={density}
      suppressHydrationWarning
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, needed before the first paint */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SYSTEM_THEME }} />
      </head>
      <body className="bg-app text-fg">{children}</body>
    </html>
  )
}
