import type { z } from 'zod'
import { badRequest, StatusError } from '#domain/errors.ts'

const LIMIT = 1024 * 1024

/** The JSON body, checked; an empty body counts as `{}`. BadRequest names the fields that are wrong. */
export const readJson = async <Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> => {
  const text = await request.text()
  if (text.length > LIMIT) throw new StatusError('RequestEntityTooLarge', `The body may have at most ${LIMIT} characters.`)
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
  throw badRequest(`The body is not as expected: ${problems.join('; ')}`)
}

const parseJson = (text: string): unknown => {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The body must be JSON.')
  }
}
