import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 random bits, safe in cookies and headers. */
export const newSecretToken = (prefix = ''): string => prefix + randomBytes(32).toString('base64url')

/** What we keep of a secret token. The token is random, so a plain SHA-256 can't be searched backwards. */
export const hashSecretToken = (token: string): string => createHash('sha256').update(token).digest('hex')
