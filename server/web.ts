import path from 'node:path'
import next from 'next'
import { readSettings } from './settings.ts'
import { openWebPort } from './web-port.ts'

/** The web client's process: Next behind a port of ours. https://nextjs.org/docs/app/guides/custom-server */
const main = async () => {
  const { port, trustedProxies } = readSettings()
  // Where Next asks itself for the page that an action leads to; without it, it would believe the Host header.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://localhost:${port}`
  const listener = await openWebPort({ port, trustedProxies })
  const dir = path.join(import.meta.dirname, '..')
  const app = next({ dev: process.env.NODE_ENV === 'development', dir, port, httpServer: listener.server })
  await app.prepare()
  listener.answerWith(app.getRequestHandler())
  console.log(`Listening on port ${port}`)

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    await listener.close()
    await app.close()
    process.exit(0)
  }
  // `disconnect`: whoever started this process is gone.
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(reason, () => void end())
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
