import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { StatusError } from '#domain/errors.ts'

/** Makes text unreadable for who has only the database, and readable again. */
export interface Seal {
  seal(text: string): string
  /** InternalError when the text was sealed with another key or was tampered with. */
  open(text: string): string
}

const PREFIX = 'sealed:v1:'

/** True for text that a Seal made; JSON never starts like that. */
export const isSealed = (text: string): boolean => text.startsWith(PREFIX)

/** AES-256-GCM with a 32-byte key that is kept outside the database, a new nonce for each text. */
export function createSeal(key: Buffer): Seal {
  if (key.length !== 32) throw new Error(`The key that seals secrets must have 32 bytes, not ${key.length}.`)
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return PREFIX + sealed.toString('base64')
    },
    open(text) {
      const sealed = Buffer.from(text.slice(PREFIX.length), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      try {
        decipher.setAuthTag(sealed.subarray(-16))
        return decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw new StatusError(
          'InternalError',
          'A secret in the database was sealed with another key: start with the key file that belongs to this database.',
        )
      }
    },
  }
}
