import { StatusError } from '#domain/errors.ts'
import type { InventoryTransaction } from '../store/inventory-store.ts'
import type { InventoryOptions } from './context.ts'
import { HOST_PARTS, hostChange } from './host-views.ts'
import { lockHost } from './hosts.ts'
import { addEvent } from './operation.ts'

type KeyContext = Pick<InventoryOptions, 'store' | 'clock'>

/** A certificate as the inventory remembers it: its serial, and the SHA-256 of the key it is for. */
export interface HostCertificate {
  serial: string
  keyThumbprint: string
}

/** Those of the hosts that the holder of this key speaks for. Once the new key of a host has been heard from, the one before it is forgotten. */
export const hostsHeldBy = async (
  { store, clock }: KeyContext,
  keyThumbprint: string,
  hostIds: readonly string[],
): Promise<string[]> => {
  const rows = await store.inventory.read.host.findMany({
    where: { id: { in: [...hostIds] }, OR: [{ keyThumbprint }, { previousKeyThumbprint: keyThumbprint }] },
    select: { id: true, keyThumbprint: true, previousKeyThumbprint: true },
  })
  const renewed = rows.filter((row) => row.keyThumbprint === keyThumbprint && row.previousKeyThumbprint !== null)
  if (renewed.length) {
    const where = { id: { in: renewed.map(({ id }) => id) }, keyThumbprint }
    await store.inventory.write((transaction) => forgetPreviousKeys(transaction, where, clock.now()))
  }
  return rows.map(({ id }) => id)
}

const forgetPreviousKeys = async (
  { db, record }: InventoryTransaction,
  where: { id: { in: string[] }; keyThumbprint: string },
  now: Date,
): Promise<void> => {
  await db.host.updateMany({ where, data: { previousKeyThumbprint: null } })
  for (const row of await db.host.findMany({ where, include: HOST_PARTS })) record(hostChange(row, now))
}

/**
 * Registers the host's next certificate and answers the host's name. The key it was asked with stays good until the next one is heard from, so
 * that a host that never got the answer asks again. Forbidden while the host is disconnected; NotFound when it was removed.
 */
export const renewHostCertificate = (
  { store, clock }: KeyContext,
  hostId: string,
  presentedKey: string,
  { serial, keyThumbprint }: HostCertificate,
): Promise<{ name: string }> =>
  store.inventory.write(async (transaction) => {
    const { name, address, connectionState } = await lockHost(transaction, hostId)
    if (connectionState === 'DISCONNECTED') {
      throw new StatusError(
        'Forbidden',
        `Host "${name}" is disconnected: its certificate is renewed once somebody has reconnected it`,
      )
    }
    const now = clock.now()
    const row = await transaction.db.host.update({
      where: { id: hostId },
      data: {
        certificateSerial: serial,
        keyThumbprint,
        previousKeyThumbprint: presentedKey === keyThumbprint ? null : presentedKey,
      },
      include: HOST_PARTS,
    })
    transaction.record(hostChange(row, now))
    await addEvent(
      transaction,
      '',
      now,
      { kind: 'Host', id: hostId, name },
      { type: 'host.certificateRenewed', message: `Host ${name} renewed its certificate` },
    )
    await transaction.audit({ who: name, from: address, action: 'host.renewCertificate', target: hostId, outcome: 'ok' })
    return { name }
  })
