import { StatusError } from '#domain/errors.ts'
import type { HostConnection, HostHardware } from '#domain/vsphere/host.ts'
import { connectionNow, HEARTBEAT_WINDOW_MS } from '#domain/vsphere/host-rules.ts'
import type { InventoryTransaction } from '../store/inventory-store.ts'
import type { HostCertificate } from './host-keys.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import { joinTokenHash } from './join-tokens.ts'
import { addEvents } from './operation.ts'

/** A host that wants to join; its hardware has been checked. */
export interface HostJoin {
  token: string
  hardware: HostHardware
  certificate: HostCertificate
}

export interface JoinedHost {
  hostId: string
  clusterId: string
}

interface Token {
  id: string
  hash: string
  clusterId: string
  clusterName: string
  createdBy: string
  expiresAt: Date
  usesLeft: number | null
}

const rowData = ({ hardware, certificate }: HostJoin, now: Date) => {
  const { cpuMhzPerCore, memoryBytes, bootedAt, ...same } = hardware
  return {
    ...same,
    cpuMhz: cpuMhzPerCore,
    memoryBytes: BigInt(memoryBytes),
    bootedAt: new Date(bootedAt),
    lastSeenAt: now,
    connectionState: 'CONNECTED' as const,
    certificateSerial: certificate.serial,
    keyThumbprint: certificate.keyThumbprint,
    // Whoever held the place before speaks for it no longer.
    previousKeyThumbprint: null,
  }
}

/** The tokens, locked until the transaction ends, so that nobody else counts their uses down meanwhile. */
const lockTokens = async ({ db }: InventoryTransaction, joins: readonly HostJoin[]): Promise<Map<string, Token>> => {
  const hashes = [...new Set(joins.map(({ token }) => joinTokenHash(token)))]
  const rows = await db.$queryRaw<Token[]>`
    SELECT t.id, t.hash, t."clusterId", c.name AS "clusterName", t."createdBy", t."expiresAt", t."usesLeft"
    FROM "JoinToken" t JOIN "Cluster" c ON c.id = t."clusterId" WHERE t.hash = ANY(${hashes}) ORDER BY t.id FOR UPDATE OF t`
  return new Map(rows.map((row) => [row.hash, row]))
}

interface Admitted {
  join: HostJoin
  token: Token
  /** The host's id when it has been in the cluster before. */
  known: string | undefined
}

/** A host that is in the inventory already. */
interface HostThere {
  id: string
  clusterId: string
  cluster: { name: string }
  connectionState: HostConnection
  lastSeenAt: Date | null
  keyThumbprint: string | null
  previousKeyThumbprint: string | null
}

const THERE = {
  ...{ id: true, name: true, clusterId: true, connectionState: true, lastSeenAt: true },
  ...{ keyThumbprint: true, previousKeyThumbprint: true, cluster: { select: { name: true } } },
} as const

/** True when an agent speaks for the host now, and whoever joins doesn't hold its key: two agents would be one host. */
const isSpokenFor = (there: HostThere, { keyThumbprint }: HostCertificate, now: Date): boolean =>
  connectionNow(there, now) === 'CONNECTED' &&
  there.keyThumbprint !== keyThumbprint &&
  there.previousKeyThumbprint !== keyThumbprint

const admit = (join: HostJoin, token: Token | undefined, there: HostThere | undefined, now: Date): Admitted | Error => {
  const again = 'create a new one on the cluster (Add hosts)'
  if (!token || token.expiresAt <= now)
    return new StatusError('Unauthorized', `This join token is unknown or has expired; ${again}`)
  if (token.usesLeft !== null && token.usesLeft <= 0)
    return new StatusError('Unauthorized', `This join token has been used up; ${again}`)
  if (there && there.clusterId !== token.clusterId) {
    return new StatusError(
      'Conflict',
      `There is a host "${join.hardware.name}" in cluster "${there.cluster.name}" already; host names must be unique because they name the Nodes`,
    )
  }
  if (there && isSpokenFor(there, join.certificate, now)) {
    return new StatusError(
      'Conflict',
      `Host "${join.hardware.name}" is connected, and its agent holds another key; give this host another name, or, when it takes that one's place, disconnect that one first or wait until it has been silent for ${HEARTBEAT_WINDOW_MS / 1000} seconds`,
    )
  }
  if (token.usesLeft !== null) token.usesLeft--
  return { join, token, known: there?.id }
}

/**
 * Adds the hosts, or finds them again by name in the same cluster: a few statements however many join together. A host whose agent is heard from
 * is given to nobody but the holder of its key. A refusal is the answer to the one it concerns. No name may be given twice.
 */
export const joinHosts = async (
  transaction: InventoryTransaction,
  joins: readonly HostJoin[],
  now: Date,
): Promise<(JoinedHost | Error)[]> => {
  const { db } = transaction
  const tokens = await lockTokens(transaction, joins)
  const names = joins.map(({ hardware }) => hardware.name)
  const known = await db.host.findMany({
    where: { name: { in: names } },
    select: THERE,
  })
  const there = new Map(known.map((row) => [row.name, row]))
  const verdicts = joins.map((join) => admit(join, tokens.get(joinTokenHash(join.token)), there.get(join.hardware.name), now))
  const admitted = verdicts.filter((verdict) => !(verdict instanceof Error)) as Admitted[]
  for (const { id, usesLeft } of tokens.values()) {
    if (usesLeft !== null) await db.joinToken.update({ where: { id }, data: { usesLeft } })
  }
  const ids = await storeHosts(transaction, admitted, now)
  await tell(transaction, admitted, ids, now)
  return verdicts.map((verdict) =>
    verdict instanceof Error
      ? verdict
      : { hostId: ids.get(verdict.join.hardware.name) ?? '', clusterId: verdict.token.clusterId },
  )
}

/** Writes the hosts' rows, and answers their ids by name. */
const storeHosts = async (
  { db, nextIds }: InventoryTransaction,
  admitted: readonly Admitted[],
  now: Date,
): Promise<Map<string, string>> => {
  const ids = new Map<string, string>()
  for (const { join, known } of admitted) {
    if (!known) continue
    await db.host.update({ where: { id: known }, data: rowData(join, now) })
    ids.set(join.hardware.name, known)
  }
  const added = admitted.filter(({ known }) => !known)
  if (!added.length) return ids
  const fresh = await nextIds('host', added.length)
  for (const [index, { join }] of added.entries()) ids.set(join.hardware.name, fresh[index] ?? '')
  const idOf = ({ join }: Admitted) => ids.get(join.hardware.name) ?? ''
  await db.host.createMany({
    data: added.map((each) => ({ id: idOf(each), clusterId: each.token.clusterId, ...rowData(each.join, now) })),
  })
  const shared = await db.datastoreCluster.findMany({
    where: { clusterId: { in: [...new Set(added.map(({ token }) => token.clusterId))] } },
  })
  await db.datastoreHost.createMany({
    data: added.flatMap((each) =>
      shared
        .filter(({ clusterId }) => clusterId === each.token.clusterId)
        .map(({ datastoreId }) => ({ datastoreId, hostId: idOf(each) })),
    ),
  })
  return ids
}

const tell = async (
  transaction: InventoryTransaction,
  admitted: readonly Admitted[],
  ids: Map<string, string>,
  now: Date,
): Promise<void> => {
  if (!admitted.length) return
  const rows = await transaction.db.host.findMany({ where: { id: { in: [...ids.values()] } }, include: HOST_PARTS })
  const rowOf = new Map(rows.map((row) => [row.name, row]))
  const told = admitted.flatMap((each) => {
    const row = rowOf.get(each.join.hardware.name)
    return row ? [{ ...each, row }] : []
  })
  for (const { row, known } of told) transaction.record(hostChange(row, now, known ? 'MODIFIED' : 'ADDED'))
  await addEvents(
    transaction,
    now,
    told.map(({ row, known, token }) => ({
      user: token.createdBy,
      target: { kind: 'Host', id: row.id, name: row.name },
      type: known ? 'host.rejoined' : 'host.added',
      message: known ? `Host ${row.name} joined again` : `Host ${row.name} joined cluster ${token.clusterName}`,
    })),
  )
  await transaction.audit(
    ...told.map(({ row, join, token }) => ({
      who: token.createdBy,
      from: join.hardware.address,
      action: 'host.join',
      target: row.id,
      outcome: 'ok' as const,
      after: { name: row.name, clusterId: row.clusterId },
    })),
  )
}
