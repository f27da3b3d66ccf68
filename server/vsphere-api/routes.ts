import { certificate, heartbeat, join, self, spherelet } from './hosts.ts'
import { login, loginBanner, workloads } from './login.ts'
import type { Route } from './route.ts'
import { legacySession, session } from './session.ts'
import { authorityCertificate, toolsPage } from './tools-page.ts'

/** Every path of the vSphere face. */
export const routes: readonly Route[] = [
  toolsPage,
  authorityCertificate,
  loginBanner,
  login,
  workloads,
  session,
  legacySession,
  join,
  self,
  certificate,
  spherelet,
  heartbeat,
]
