import { expect, test } from 'vitest'
import { atField, type Failure } from './form/field-problems.ts'
import { failureOf, type Outcome } from './outcome.ts'

test.each<[string, () => Outcome | Promise<Outcome>, Failure | undefined]>([
  ['returns nothing', () => undefined, undefined],
  ['resolves to nothing', async () => undefined, undefined],
  ['answers with an error', () => ({ error: 'The name is taken.' }), { error: 'The name is taken.' }],
  ['names the field', () => atField('name', 'is taken'), { error: 'is taken', fields: [{ field: 'name', message: 'is taken' }] }],
  ['answers with an error that is shown elsewhere', () => ({ error: '' }), { error: '' }],
  [
    'rejects',
    () => Promise.reject(new Error('The control plane does not answer.')),
    { error: 'The control plane does not answer.' },
  ],
  [
    'throws something odd',
    () => {
      throw 'odd'
    },
    { error: 'odd' },
  ],
])('an action that %s', async (_, action, failure) => expect(await failureOf(action)).toEqual(failure))
