import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Who may import whom (docs/architecture.md). The longest matching folder speaks for a file; "." is that folder itself,
 * and "*" stands for any one folder name. Nothing else of ours may be imported, not even as a type.
 */
const MAY_IMPORT: Record<string, string[]> = {
  domain: ['.'],
  'server/store': ['.', 'domain'],
  'server/auth': ['.', 'domain', 'server/store'],
  'server/scheduling': ['.', 'domain'],
  'server/inventory': ['.', 'domain', 'server/store', 'server/auth'],
  'server/resources': ['.', 'domain', 'server/store', 'server/auth'],
  'server/controllers': ['.', 'domain', 'server/inventory', 'server/resources', 'server/scheduling'],
  'server/kube-api': ['.', 'domain', 'server/auth', 'server/inventory', 'server/resources'],
  'server/vsphere-api': ['.', 'domain', 'server/auth', 'server/inventory', 'server/resources'],
  server: ['.', 'domain', 'prisma'], // control-plane.ts, main.ts and prepare.ts put the parts together
  prisma: ['.', 'domain', 'server/store', 'server/inventory', 'server/auth'],
  spherelet: ['.', 'domain'],
  cli: ['.', 'domain'],
  'components/ui': ['.'],
  'components/live': ['.', 'domain', 'components/ui'],
  'components/*': ['.', 'domain', 'components/ui', 'components/live'],
  app: ['.', 'domain', 'components', 'server/control-plane.ts'],
  e2e: ['.', 'domain/testing'],
  bench: ['.', 'domain', 'server/store', 'server/scheduling'],
}

/** Only these parts may touch the database. */
const DATABASE_PACKAGES = /^(pg|@prisma\/.*|prisma)$/

const inside = (path: string, folder: string) => `${path}/`.startsWith(`${folder}/`)

const ruleFor = (file: string) =>
  Object.entries(MAY_IMPORT)
    .map(([key, allowed]) => ({ key, home: key.replace('*', file.split('/')[1] ?? ''), allowed }))
    .filter(({ home }) => inside(file, home))
    .sort((a, b) => b.home.length - a.home.length || Number(a.key.includes('*')) - Number(b.key.includes('*')))[0]

const files = [...new Set(Object.keys(MAY_IMPORT).map((key) => key.split('/')[0] ?? ''))]
  .filter((root) => existsSync(root))
  .flatMap((root) => readdirSync(root, { withFileTypes: true, recursive: true }))
  .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
  .map((entry) => posix.join(entry.parentPath, entry.name))
  .filter((file) => !file.includes('__generated__') && !file.includes('/testing/'))

const specifiers = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, to]) => to ?? '')

const imports = new Map(
  files.map((file) => [
    file,
    specifiers(file)
      .filter((to) => to.startsWith('#') || to.startsWith('.'))
      .map((to) => (to.startsWith('#') ? to.slice(1) : posix.join(dirname(file), to))),
  ]),
)

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(100)
})

test('every import follows the arrows of docs/architecture.md', () => {
  const wrong = files.flatMap((file) => {
    const rule = ruleFor(file)
    if (!rule) return [`${file} has no rule`]
    const folders = rule.allowed.map((folder) => (folder === '.' ? rule.home : folder))
    return (imports.get(file) ?? []).filter((to) => !folders.some((folder) => inside(to, folder))).map((to) => `${file} -> ${to}`)
  })
  expect(wrong).toEqual([])
})

test('no file reaches itself by its imports', () => {
  const seen = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const walk = (file: string, road: string[]) => {
    if (seen.get(file) === 'open') circles.push([...road.slice(road.indexOf(file)), file].join(' -> '))
    if (seen.has(file)) return
    seen.set(file, 'open')
    for (const to of imports.get(file) ?? []) walk(to, [...road, file])
    seen.set(file, 'done')
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})

test('only the store speaks to the database', () => {
  const wrong = files
    .filter((file) => !inside(file, 'server/store'))
    .flatMap((file) =>
      specifiers(file)
        .filter((to) => DATABASE_PACKAGES.test(to))
        .map((to) => `${file} -> ${to}`),
    )
  expect(wrong).toEqual([])
})

test('no file or folder is called by a word that says nothing', () => {
  const empty = /(^|\/)(utils?|helpers?|common|types|misc|lib)(\/|\.tsx?$)/
  expect(files.filter((file) => empty.test(file))).toEqual([])
})
