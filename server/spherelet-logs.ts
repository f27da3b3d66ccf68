import type { IncomingMessage } from 'node:http'
import { Agent, get } from 'node:https'
import { Readable } from 'node:stream'
import { StatusError } from '#domain/errors.ts'
import { SPHERELET_URL_ANNOTATION } from '#domain/kube/node.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { CertificateAuthority } from './auth/certificate-authority.ts'
import type { ClusterLogs } from './resources/door.ts'
import type { LogOptions } from './resources/resources.ts'

const CONNECT_MS = 5000

/**
 * Reads container logs from the Spherelet of the pod's host, over mutual TLS: it proves itself with the authority's certificate, and we with
 * one for the API server.
 */
export const createSphereletLogs = (authority: CertificateAuthority): ClusterLogs => {
  let agent: Promise<Agent> | undefined
  const connect = async (): Promise<Agent> => {
    const own = await authority.issueClientCertificate({ commonName: 'kube-apiserver', organizations: ['system:masters'] })
    return new Agent({ ca: authority.certificate, cert: own.certificate, key: own.privateKey, keepAlive: false })
  }
  return async (node, pod, options, signal) => {
    // A first try that failed is no reason for later ones to.
    agent ??= connect().catch((error) => {
      agent = undefined
      throw error
    })
    const url = logUrl(node, pod, options)
    const response = await open(url, await agent, signal, node.metadata.name)
    if (response.statusCode === 200) return Readable.toWeb(response) as unknown as ReadableStream<Uint8Array>
    const text = await readAll(response)
    throw response.statusCode === 404 || response.statusCode === 400
      ? new StatusError('BadRequest', text)
      : new StatusError('InternalError', `The Spherelet of ${node.metadata.name} answered ${response.statusCode}: ${text}`)
  }
}

const logUrl = (node: KubeObject, pod: KubeObject, { container, follow, previous, ...rest }: LogOptions): URL => {
  const base = node.metadata.annotations?.[SPHERELET_URL_ANNOTATION]
  if (!base)
    throw new StatusError('ServiceUnavailable', `The Spherelet of ${node.metadata.name} has not said where its logs are served`)
  const { namespace = '', name } = pod.metadata
  const url = new URL(`${base}/containerLogs/${namespace}/${name}/${container ?? ''}`)
  if (follow) url.searchParams.set('follow', 'true')
  if (previous) url.searchParams.set('previous', 'true')
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) url.searchParams.set(key, String(value))
  return url
}

const open = (url: URL, agent: Agent, signal: AbortSignal, host: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent, signal, servername: host }, (response) => {
      clearTimeout(timer)
      resolve(response)
    })
    const timer = setTimeout(() => request.destroy(new Error('it did not answer')), CONNECT_MS)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(new StatusError('ServiceUnavailable', `The Spherelet of ${host} can't be reached for logs: ${error.message}`))
    })
  })

const readAll = async (response: IncomingMessage): Promise<string> => {
  response.setEncoding('utf8')
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}
