import { expect, test } from 'vitest'
import { type Condition, needsAttention } from './condition-tree.tsx'

const condition = (status: Condition['status'], children: Condition[] = []): Condition => ({
  id: 'x',
  label: 'x',
  status,
  children,
})

test.each([
  ['ok without children', condition('ok'), false],
  ['ok all the way down', condition('ok', [condition('ok', [condition('ok')])]), false],
  ['itself', condition('warning'), true],
  ['something deep below', condition('ok', [condition('ok', [condition('error')])]), true],
  ['work in progress', condition('ok', [condition('running')]), true],
])('%s', (_, tree, open) => expect(needsAttention(tree)).toBe(open))
