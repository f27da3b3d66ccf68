import { hash, verify } from '@node-rs/argon2'
import { StatusError } from '#domain/errors.ts'

// argon2id with the first set of parameters of OWASP's password storage cheat sheet.
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const MINIMUM_PASSWORD_LENGTH = 8
// Longer ones buy nothing and cost memory while hashing.
const MAXIMUM_PASSWORD_LENGTH = 256

/** The argon2id hash of a password. Invalid when it is too short or too long. */
export const hashPassword = async (password: string): Promise<string> => {
  if (password.length < MINIMUM_PASSWORD_LENGTH || password.length > MAXIMUM_PASSWORD_LENGTH) {
    throw new StatusError(
      'Invalid',
      `The password must have ${MINIMUM_PASSWORD_LENGTH} to ${MAXIMUM_PASSWORD_LENGTH} characters; this one has ${password.length}.`,
      {
        causes: [
          {
            reason: 'FieldValueInvalid',
            field: 'password',
            message: `must have ${MINIMUM_PASSWORD_LENGTH} to ${MAXIMUM_PASSWORD_LENGTH} characters`,
          },
        ],
      },
    )
  }
  return hash(password, PARAMETERS)
}

let decoy: Promise<string> | undefined

/** True when the password is right. Takes as long for an account that doesn't exist, so that time tells nothing. */
export const verifyPassword = async (passwordHash: string | null | undefined, password: string): Promise<boolean> => {
  decoy ??= hash('an account that is not there', PARAMETERS)
  const short = password.slice(0, MAXIMUM_PASSWORD_LENGTH + 1)
  const right = await verify(passwordHash ?? (await decoy), short)
  return right && typeof passwordHash === 'string'
}
