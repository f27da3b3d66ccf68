import { runHemisphere } from './run-hemisphere.mjs'

/** `npm start`: from a fresh clone to a running Hemisphere, and all of it stopped again on Ctrl-C. */
await runHemisphere()
