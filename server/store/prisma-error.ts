import { StatusError } from '#domain/errors.ts'
import { DISK_FULL, diskFull } from './database-error.ts'

interface PrismaError {
  code?: unknown
  message?: string
  meta?: {
    modelName?: string
    target?: unknown
    constraint?: unknown
    cause?: unknown
    driverAdapterError?: { cause?: AdapterCause }
  }
}

interface AdapterCause {
  kind?: string
  originalCode?: string
  originalMessage?: string
  constraint?: { fields?: string[]; index?: string }
}

/**
 * An error of Prisma as one of ours: a taken name is AlreadyExists, a row that is still needed or gone is Conflict or NotFound, a database
 * that is away is ServiceUnavailable. Anything else is returned as it is. https://www.prisma.io/docs/orm/reference/error-reference
 */
export function prismaError(error: unknown): unknown {
  const { code, meta = {}, message = '' } = (error ?? {}) as PrismaError
  if (typeof code !== 'string' || !/^P\d{4}$/.test(code)) return error
  const status = translate(code, meta, message)
  if (!status) return error
  status.cause = error
  return status
}

function translate(code: string, meta: NonNullable<PrismaError['meta']>, message: string): StatusError | undefined {
  const model = meta.modelName ?? 'object'
  const cause = meta.driverAdapterError?.cause
  if (cause?.originalCode === DISK_FULL) return diskFull()
  switch (code) {
    case 'P2002': {
      const fields = fieldNames(cause?.constraint?.fields ?? meta.target)
      return new StatusError(
        'AlreadyExists',
        `${article(model)} with the same ${fields || 'name'} already exists: choose another.`,
      )
    }
    case 'P2003':
      return new StatusError(
        'Conflict',
        `This ${model} refers to something that does not exist, or is still used by something else: refresh, remove what uses it, and try again.`,
      )
    case 'P2025':
      return new StatusError('NotFound', `The ${model} does not exist any more: somebody else removed it. Refresh and try again.`)
    case 'P2034':
      return new StatusError('Conflict', 'Somebody else changed the same things at the same moment. Try again.')
    case 'P2028':
      return new StatusError(
        'ServiceUnavailable',
        'The database was too busy to finish this in time; nothing was changed. Try again.',
      )
    case 'P1001':
    case 'P1002':
    case 'P1017':
    case 'P2024':
      return new StatusError(
        'ServiceUnavailable',
        'The database did not answer; nothing may have been changed. Look, then try again.',
      )
    case 'P2004':
    case 'P2039':
      return new StatusError('Invalid', `The database refused a value of this ${model}: ${cause?.originalMessage ?? message}`)
    default:
      return undefined
  }
}

const fieldNames = (fields: unknown): string =>
  (Array.isArray(fields) ? fields.map(String) : typeof fields === 'string' ? [fields] : [])
    .map((field) => field.replaceAll('"', ''))
    .join(' and ')

const article = (model: string) => `${/^[AEIOU]/.test(model) ? 'An' : 'A'} ${model}`
