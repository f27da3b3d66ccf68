import { runHemisphere } from './run-hemisphere.mjs'

/** `npm run dev`: like `npm start`, with the web client rebuilt at every change. Restart it for changes of the control plane. */
await runHemisphere({ dev: true })
