import { afterEach, expect, test } from 'vitest'
import { defaultAccount } from './default-account.ts'
import { openWorld, type World } from './testing/open-world.ts'

let world: World
afterEach(() => world.close())

const accounts = async () =>
  (await world.client.list('serviceaccounts')).items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
const thereIs = (name: string) => world.until(`there is ${name}`, accounts, (all) => all.includes(name))

test('every namespace has a default service account, and has it again when it is deleted', async () => {
  world = await openWorld([defaultAccount])
  await thereIs('lab/default')
  await world.client.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'later' } })
  await thereIs('later/default')
  const { metadata } = await world.client.get('serviceaccounts', { namespace: 'lab', name: 'default' })
  await world.client.delete('serviceaccounts', { namespace: 'lab', name: 'default' })
  const again = await world.until(
    'there is another',
    async () => (await world.client.list('serviceaccounts', { namespace: 'lab' })).items,
    ([account]) => account !== undefined && account.metadata.uid !== metadata.uid,
  )
  expect(again).toHaveLength(1)
  expect(world.logged).toEqual([])
})

test('a namespace that is being deleted gets none', async () => {
  world = await openWorld([])
  await world.client.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'going' } })
  await world.client.delete('namespaces', { name: 'going' })
  await world.start([defaultAccount])
  await thereIs('lab/default')
  expect(await accounts()).not.toContain('going/default')
  expect(world.logged).toEqual([])
})
