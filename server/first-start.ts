import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { enableLab, type LabCluster, seedInstallation, seedLab } from '#prisma/seed.ts'
import type { OpenControlPlane } from './control-plane.ts'

/** Readable, and with 95 bits nobody guesses it. */
const newPassword = () => randomBytes(12).toString('base64url')

const readPasswords = (file: string): Record<string, string> => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/**
 * What a first start needs: built-in roles and classes, the administrator, and the lab. First passwords are written to
 * DATA_DIR/first-passwords.json for the person who starts it; later starts change nothing but the lab's join tokens.
 */
export const firstStart = async ({ settings, store, inventory }: OpenControlPlane): Promise<LabCluster[]> => {
  const file = path.join(settings.dataDir, 'first-passwords.json')
  const passwords = readPasswords(file)
  const administrator = settings.administratorPassword ?? newPassword()
  const { createdAdministrator } = await seedInstallation({ store, administratorPassword: administrator })
  if (createdAdministrator) passwords['Administrator@vsphere.local'] = administrator
  if (settings.labHosts === 0) {
    save(file, passwords)
    return []
  }
  const lab = { devops: passwords['devops@vsphere.local'] ?? newPassword(), operator: passwords['operator@vsphere.local'] ?? newPassword() }
  // Written before the people exist: a crash in between must not leave an account whose password nobody knows.
  if (createdAdministrator) {
    passwords['devops@vsphere.local'] = lab.devops
    passwords['operator@vsphere.local'] = lab.operator
  }
  save(file, passwords)
  const clusters = await seedLab({ store, inventory, hosts: settings.labHosts, passwords: lab })
  const tokens = clusters.map(({ id, name, token, hosts }) => ({ clusterId: id, clusterName: name, token, hosts }))
  writeFileSync(path.join(settings.dataDir, 'lab-join-tokens.json'), JSON.stringify(tokens), { mode: 0o600 })
  return clusters
}

const save = (file: string, passwords: Record<string, string>) => {
  if (Object.keys(passwords).length > 0) writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 })
}

/** Enables Workload Management on the lab's clusters as soon as their hosts have joined, when the environment asks for it. */
export const enableLabClusters = ({ settings, inventory, clock }: OpenControlPlane, clusters: LabCluster[], signal: AbortSignal): void => {
  if (!settings.labEnabled) return
  for (const cluster of clusters.slice(0, 1)) {
    enableLab({ inventory, clock, signal }, cluster).catch((error) => console.error('The lab could not be enabled:', error))
  }
}
