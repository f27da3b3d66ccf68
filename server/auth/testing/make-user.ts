import type { User } from '#domain/user.ts'
import type { InventoryStore } from '#server/store/inventory-store.ts'
import { hashPassword } from '../passwords.ts'

export const TEST_PASSWORD = 'Correct-horse-9'

/** How a user for a test differs from alice, who has nothing. Groups are made when they are missing. */
export interface UserFixture {
  name?: string
  domain?: string
  password?: string
  displayName?: string
  groups?: string[]
  /** Inventory roles by id, with the privileges to make them with: `{ administrator: ['*'] }`. */
  roles?: Record<string, string[]>
  createdAt?: Date
}

/** Puts a user with a password into the database and answers who that is to the rest of the product. */
export const makeUser = async (inventory: InventoryStore, fixture: UserFixture = {}): Promise<User> => {
  const {
    name = 'alice',
    domain = 'vsphere.local',
    password = TEST_PASSWORD,
    displayName = name,
    groups = [],
    roles = {},
  } = fixture
  const passwordHash = await hashPassword(password)
  return inventory.write(async ({ db }) => {
    const createdAt = fixture.createdAt ?? new Date(0)
    const { id } = await db.user.create({ data: { name, domain, displayName, passwordHash, createdAt } })
    for (const group of groups) {
      const key = { domain, name: group }
      const row = await db.group.upsert({ where: { domain_name: key }, create: key, update: {} })
      await db.groupMember.create({ data: { groupId: row.id, userId: id } })
    }
    for (const [roleId, privileges] of Object.entries(roles)) {
      await db.role.upsert({ where: { id: roleId }, create: { id: roleId, name: roleId, privileges }, update: {} })
      await db.permission.create({ data: { roleId, userId: id } })
    }
    return {
      name: `sso:${name}@${domain}`,
      groups: [...groups.map((group) => `sso:${group}@${domain}`), 'system:authenticated'],
      uid: id,
      displayName: `${name}@${domain}`,
      privileges: Object.values(roles).flat(),
      from: 'test',
    }
  })
}
