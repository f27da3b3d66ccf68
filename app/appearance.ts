import { cookies } from 'next/headers'

export const THEME_COOKIE = 'hemisphere_theme'
export const DENSITY_COOKIE = 'hemisphere_density'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'compact' | 'regular'

/** What the visitor chose, before the first paint. The system's theme and the compact density are the defaults. */
export const readAppearance = async (): Promise<{ theme: Theme; density: Density }> => {
  const jar = await cookies()
  const theme = jar.get(THEME_COOKIE)?.value
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: jar.get(DENSITY_COOKIE)?.value === 'regular' ? 'regular' : 'compact',
  }
}
