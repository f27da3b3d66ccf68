import https from 'node:https'

/** How the server's certificate is checked: against an authority's PEM, or not at all. */
export type Trust = { authority: string } | { insecure: true }

export interface HttpAnswer {
  status: number
  body: string
}

const TIMEOUT_MS = 30_000

/** One HTTPS request. Rejects with a sentence when the server can't be reached or is not the one we trust. */
export const http = (
  method: 'GET' | 'POST',
  url: string,
  trust: Trust,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const tls = 'authority' in trust ? { ca: trust.authority } : { rejectUnauthorized: false }
    const request = https.request(url, { method, headers, timeout: TIMEOUT_MS, agent: false, ...tls }, (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      response.on('error', reject)
    })
    request.on('timeout', () =>
      request.destroy(new Error(`${new URL(url).host} did not answer within ${TIMEOUT_MS / 1000} seconds.`)),
    )
    request.on('error', (error: NodeJS.ErrnoException) => reject(new Error(why(error, new URL(url).host))))
    request.end(body)
  })

const why = ({ code = '', message }: NodeJS.ErrnoException, host: string): string => {
  if (code === 'ECONNREFUSED') return `Nothing answers at ${host}. Is the server running, and is this its API port?`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The name in ${host} is not known. Check --server.`
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return `The certificate of ${host} is not signed by the authority we trust (${code}). Log in again, or give the right one with --ca.`
  }
  return `${host}: ${message}`
}

/** What an error answer says, or the status when it says nothing. */
export const errorText = ({ status, body }: HttpAnswer): string => {
  try {
    const { messages } = JSON.parse(body) as { messages?: { default_message?: string }[] }
    const text = messages?.[0]?.default_message
    if (text) return text
  } catch {
    // Not ours: a proxy's page, perhaps.
  }
  return `The server answered with status ${status}.`
}
