'use client'
import { useEffect, useState } from 'react'

type Theme = 'light' | 'dark' | 'system'
type Density = 'compact' | 'regular'

const YEAR_SECONDS = 365 * 24 * 3600
const remember = (name: string, value: string) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it before the first paint; the Cookie Store API is not in every browser
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
}

const dark = () => matchMedia('(prefers-color-scheme: dark)')

/** Theme and density of this browser, with the way to change them; "system" follows the system while the page is open. */
export function useAppearance() {
  const [theme, setTheme] = useState<Theme>('system')
  const [density, setDensity] = useState<Density>('compact')
  useEffect(() => {
    const { themeChoice, density: now } = document.documentElement.dataset
    setTheme((themeChoice as Theme | undefined) ?? 'system')
    setDensity(now === 'regular' ? 'regular' : 'compact')
  }, [])
  useEffect(() => {
    if (theme !== 'system') return
    const follow = () => {
      if (document.documentElement.dataset.themeChoice === 'system')
        document.documentElement.dataset.theme = dark().matches ? 'dark' : 'light'
    }
    const media = dark()
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [theme])
  return {
    theme,
    density,
    changeTheme(next: Theme) {
      setTheme(next)
      document.documentElement.dataset.themeChoice = next
      document.documentElement.dataset.theme = next === 'system' ? (dark().matches ? 'dark' : 'light') : next
      remember('hemisphere_theme', next)
    },
    changeDensity(next: Density) {
      setDensity(next)
      document.documentElement.dataset.density = next
      remember('hemisphere_density', next)
    },
  }
}
