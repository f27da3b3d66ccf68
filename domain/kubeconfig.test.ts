import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { kubeconfig } from './kubeconfig.ts'

const input = {
  host: 'vc.lab.local:6443',
  authority: '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n',
  username: 'alice@vsphere.local',
  token: 'a.b.c',
  supervisors: [
    { name: 'sup-1', server: 'https://vc.lab.local:6443/supervisors/sup-1' },
    { name: 'sup-2', server: 'https://vc.lab.local:6443/supervisors/sup-2' },
  ],
  namespaces: [
    { name: 'team-a', supervisor: 'sup-1' },
    { name: 'vc.lab.local:6443', supervisor: 'sup-2' },
  ],
}

test('a namespace is a context of its name; a taken name gets the host as suffix', () => {
  const config = parse(kubeconfig(input))
  expect(config.clusters).toEqual([
    {
      name: 'vc.lab.local:6443',
      cluster: {
        server: input.supervisors[0]?.server,
        'certificate-authority-data': Buffer.from(input.authority).toString('base64'),
      },
    },
    {
      name: 'vc.lab.local:6443/sup-2',
      cluster: {
        server: input.supervisors[1]?.server,
        'certificate-authority-data': Buffer.from(input.authority).toString('base64'),
      },
    },
  ])
  const user = 'wcp:vc.lab.local:6443:alice@vsphere.local'
  expect(config.users).toEqual([{ name: user, user: { token: 'a.b.c' } }])
  expect(config.contexts).toEqual([
    { name: 'vc.lab.local:6443', context: { cluster: 'vc.lab.local:6443', user } },
    { name: 'vc.lab.local:6443/sup-2', context: { cluster: 'vc.lab.local:6443/sup-2', user } },
    { name: 'team-a', context: { cluster: 'vc.lab.local:6443', user, namespace: 'team-a' } },
    {
      name: 'vc.lab.local:6443-vc.lab.local:6443',
      context: { cluster: 'vc.lab.local:6443/sup-2', user, namespace: 'vc.lab.local:6443' },
    },
  ])
  expect(config['current-context']).toBe('team-a')
})

test('without namespaces the current context is the Supervisor', () => {
  expect(parse(kubeconfig({ ...input, namespaces: [] }))['current-context']).toBe('vc.lab.local:6443')
})
