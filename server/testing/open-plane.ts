import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Clock, systemClock } from '#domain/clock.ts'
import { systemUser, type User } from '#domain/user.ts'
import { seedInstallation } from '../../prisma/seed.ts'
import { type OpenControlPlane, openControlPlane } from '../control-plane.ts'
import type { ResourceClient } from '../resources/resources.ts'
import { readSettings } from '../settings.ts'
import { testDatabase } from '../store/testing/database.ts'

/** What the row is enabled with, as far as the test cares. */
type SpecOfRow = { apiServerDnsNames?: string[]; workloadNetwork?: { networkId: string; podCidr: string } }

/** A control plane of the test's own, built as the process builds it; nothing leads it and nothing listens. */
export interface TestPlane {
  plane: OpenControlPlane
  /** A Supervisor that is only a row: its API takes objects, and no controller interferes. */
  addSupervisor(id: string, name?: string, createdAt?: Date, spec?: SpecOfRow): Promise<string>
  removeSupervisor(id: string): Promise<void>
  /** The API as the control plane. */
  kube(api: string): ResourceClient
  person(name: string, privileges?: string[]): User
  close(): Promise<void>
}

/** Opens it on a database with what every installation has. */
export const openPlane = async ({ clock = systemClock }: { clock?: Clock } = {}): Promise<TestPlane> => {
  const database = await testDatabase()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'hemisphere-plane-'))
  const plane = await openControlPlane(readSettings({ ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir }), { clock })
  const { store } = plane
  await seedInstallation({ store, administratorPassword: 'Lab-password-1' })
  const datacenter = await plane.inventory.as(systemUser('test')).createDatacenter({ name: 'dc' })
  const change = (id: string, operation: 'ADDED' | 'DELETED') => ({ kind: 'Supervisor', id, operation, object: { id } })
  return {
    plane,
    addSupervisor: async (id, name = id, createdAt = new Date(), spec: SpecOfRow = {}) => {
      await store.inventory.write(async ({ db, record }) => {
        const cluster = { id: `cluster-of-${id}`, name: `cluster-of-${id}`, datacenterId: datacenter.id }
        await db.supervisor.create({
          data: { id, name, createdAt, version: 'v0', spec, configStatus: 'RUNNING', cluster: { create: cluster } },
        })
        record(change(id, 'ADDED'))
      })
      return `supervisor:${id}`
    },
    removeSupervisor: (id) =>
      store.inventory.write(async ({ db, record }) => {
        await db.supervisor.delete({ where: { id } })
        record(change(id, 'DELETED'))
      }),
    kube: (api) => plane.resources.as(systemUser('test'), api),
    person: (name, privileges = []) => ({
      name: `sso:${name}@vsphere.local`,
      groups: ['system:authenticated'],
      displayName: `${name}@vsphere.local`,
      privileges,
      from: '203.0.113.7',
    }),
    close: async () => {
      await plane.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
