import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#domain/clock.ts'
import { createCertificateAuthority } from '#server/auth/certificate-authority.ts'
import { openKeys } from '#server/auth/keys.ts'
import { SupervisorClient } from './supervisor-client.ts'

test('closing ends a long poll on a connection that was used before, and does not ask again', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'supervisor-client-'))
  const authority = await createCertificateAuthority(await openKeys(folder), systemClock)
  const { certificate, privateKey } = await authority.issueServerCertificate({ dnsNames: ['localhost'], ips: ['127.0.0.1'] })
  const asked = new EventEmitter<{ poll: [ServerResponse] }>()
  const paths: string[] = []
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    paths.push(request.url ?? '')
    if (request.url === '/poll') asked.emit('poll', response)
    else response.end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = new SupervisorClient({ url, authority: authority.certificate })
  try {
    await client.send('GET', '/first')
    const polling = client.send('GET', '/poll')
    const ended = expect(polling).rejects.toThrow()
    await once(asked, 'poll')
    client.close()
    await ended
    await expect(client.send('GET', '/later')).rejects.toThrow('this host has stopped')
    expect(paths).toEqual(['/first', '/poll'])
  } finally {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  }
})
