import { ensureInstalled, requireNode, run } from './install.mjs'

/** `npm run check`: types, lint, walls and unit tests; what to run before each commit. */
requireNode()
await ensureInstalled(console.log)
const step = async (name, program, args) => {
  const began = Date.now()
  await run(program, args, { show: true }).catch(() => {
    console.error(`\n${name}: failed`)
    process.exit(1)
  })
  console.log(`${name}: ok (${((Date.now() - began) / 1000).toFixed(1)} s)`)
}
await step('types', 'npx', ['tsc', '--noEmit'])
await step('lint', 'npx', ['biome', 'check', '.'])
await step('unit', 'npx', ['vitest', 'run', '--project', 'unit'])
