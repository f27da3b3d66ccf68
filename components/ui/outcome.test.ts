import { expect, test } from 'vitest'
import { failureOf, type Outcome } from './outcome.ts'

test.each<[string, () => Outcome | Promise<Outcome>, string | undefined]>([
  ['returns nothing', () => undefined, undefined],
  ['resolves to nothing', async () => undefined, undefined],
  ['answers with an error', () => ({ error: 'The name is taken.' }), 'The name is taken.'],
  ['answers with an error that is shown elsewhere', () => ({ error: '' }), ''],
  ['rejects', () => Promise.reject(new Error('The control plane does not answer.')), 'The control plane does not answer.'],
  [
    'throws something odd',
    () => {
      throw 'odd'
    },
    'odd',
  ],
])('an action that %s', async (_, action, failure) => expect(await failureOf(action)).toBe(failure))
