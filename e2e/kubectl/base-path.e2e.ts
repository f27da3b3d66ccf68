import { expect, test } from 'vitest'
import { kubectl, kubectlError } from './kubectl.ts'
import { ownNamespace } from './namespace.ts'

// Each Supervisor has an address of its own below the port's, and the root answers for the first one.

const own = ownNamespace()
const at = (supervisor: string) => ['--server', `${process.env.HEMISPHERE_API_URL}/supervisors/${supervisor}`]

/** The Supervisors that exist, as the refusal of one that does not names them. */
const supervisors = async (): Promise<string[]> => {
  const said = await kubectlError(['get', '--raw', '/supervisors/no-such-supervisor/api'])
  return [...said.matchAll(/\/supervisors\/([^,\s]+)/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'no-such-supervisor:')
}

test('a Supervisor that does not exist is answered with those that do', async () => {
  expect(await supervisors()).not.toEqual([])
})

test('objects made at the root are found below the Supervisor, and the other way round', async () => {
  const [name = ''] = await supervisors()
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: below}\n'
  expect(await kubectl(['apply', '-f', '-', ...at(name)], { namespace: own.name, input: manifest })).toBe(
    'configmap/below created\n',
  )
  expect(await kubectl(['get', 'cm', 'below', '-o', 'name'], { namespace: own.name })).toBe('configmap/below\n')
  expect(await kubectl(['explain', 'configmap.data', ...at(name)])).toMatch(/FIELD: +data/)
})
