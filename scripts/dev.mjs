import path from 'node:path'
import { ensureInstalled, requireNode, root } from './install.mjs'

/** `npm run dev`: like `npm start`, with the web client rebuilt at every change. Restart it for changes of the control plane. */
requireNode()
await ensureInstalled(console.log)
const { startStack } = await import('./stack.mjs')
let stop = async () => {}
const end = async (code, sentence) => {
  if (sentence) console.error(sentence)
  await stop()
  process.exit(code)
}
process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))
const stack = await startStack({
  dataDir: path.resolve(process.env.DATA_DIR ?? path.join(root, '.data')),
  port: Number(process.env.PORT || 3000),
  apiPort: Number(process.env.API_PORT || 6443),
  labHosts: Number(process.env.LAB_HOSTS || 8),
  labEnabled: process.env.LAB_ENABLED === '1',
  databaseUrl: process.env.DATABASE_URL || undefined,
  adminPassword: process.env.HEMISPHERE_ADMIN_PASSWORD || undefined,
  dev: true,
  log: console.log,
  onCrash: (sentence) => void end(1, sentence),
  onStop: (how) => {
    stop = how
  },
})
console.log(`http://localhost:${process.env.PORT || 3000}`, stack.firstPassword())
