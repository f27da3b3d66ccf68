import { afterAll, beforeAll, expect, test } from 'vitest'
import { contains, overlaps, parseCidr } from '#domain/vsphere/cidr.ts'
import { type ControlledLab, controlledLab } from './testing/controlled-lab.ts'

const POD_RANGE = '10.50.0.0/23'
/** One more than the smallest parts there are in it. */
const HOSTS = 33

let lab: ControlledLab
let id: string
beforeAll(async () => {
  lab = await controlledLab({ hosts: HOSTS })
  const { defaults } = await lab.admin.preflight(lab.clusterId)
  const workloadNetwork = { ...defaults.workloadNetwork, podCidr: POD_RANGE }
  id = (await lab.admin.enableSupervisor({ ...defaults, workloadNetwork })).id
  await lab.supervisors.reconcile(id)
  await lab.runAgents(lab.hostIds)
  await lab.supervisors.reconcile(id)
}, 120_000)
afterAll(() => lab.close())

/** The parts that the agents are told of, by host. */
const told = async () => {
  const answers = await Promise.all(lab.hostIds.map((host) => lab.inventory.agents.assignment(host)))
  return new Map(answers.map(({ hostId, supervisor }) => [hostId, supervisor?.podCidr]))
}
const condition = async (type: string) => (await lab.admin.supervisor(id)).conditions.find((each) => each.type === type)
const pool = async () => (await lab.admin.networks()).rows.flatMap(({ pools }) => pools).find(({ cidr }) => cidr === POD_RANGE)

test('each host is told a part of the range that the Supervisor was enabled with, and none two hosts the same', async () => {
  const parts = [...(await told()).values()].flatMap((text) => (text ? [text] : []))
  expect(parts).toHaveLength(HOSTS - 1)
  const range = parseCidr(POD_RANGE)
  const ranges = parts.flatMap((text) => parseCidr(text) ?? [])
  expect(ranges.every((each) => range && contains(range, each.text.split('/')[0] ?? ''))).toBe(true)
  expect(ranges.some((each, index) => ranges.some((other, at) => at < index && overlaps(each, other)))).toBe(false)
  expect(await pool()).toMatchObject({ used: 512 })
})

test('a range that is too small says so, with the host that gets none of it', async () => {
  const [without = ''] = [...(await told())].flatMap(([host, part]) => (part ? [] : [host]))
  const { name } = await lab.admin.host(without)
  expect(await condition('NetworkPluginReady')).toMatchObject({
    status: 'FALSE',
    reason: 'PoolExhausted',
    messages: [`The pod range ${POD_RANGE} is too small: nothing of it is left for 1 of 33 hosts, which run no pods (${name})`],
  })
  const children = (await condition('SphereletsReady'))?.children ?? []
  expect(children.filter(({ status }) => status === 'FALSE').map(({ label, reason }) => [label, reason])).toEqual([
    [name, 'NoPodAddresses'],
  ])
})

test('a part that a removed host gives back goes to the one that waits for it', async () => {
  const before = await told()
  const [without = ''] = [...before].flatMap(([host, part]) => (part ? [] : [host]))
  const gone = lab.hostIds.find((host) => host !== without) ?? ''
  await lab.admin.disconnectHost(gone)
  for (const machine of (await lab.admin.virtualMachines({ hostId: gone })).rows) {
    await lab.store.inventory.write(({ db }) =>
      db.virtualMachine.update({ where: { id: machine.id }, data: { hostId: without } }),
    )
  }
  await lab.admin.removeHost(gone)
  await lab.supervisors.reconcile(id)
  expect((await lab.inventory.agents.assignment(without)).supervisor?.podCidr).toBe(before.get(gone))
  await lab.supervisors.reconcile(id)
  expect(await condition('NetworkPluginReady')).toMatchObject({ status: 'TRUE' })
})

test('disabling gives the whole range back', async () => {
  await lab.admin.disableSupervisor(id)
  await lab.supervisors.reconcile(id)
  await lab.runAgents(lab.hostIds.filter((_, index) => index > 0))
  await lab.supervisors.reconcile(id)
  expect(await lab.admin.supervisors()).toEqual([])
  expect(await lab.store.inventory.read.ipAllocation.count()).toBe(0)
})
