import { expect, test } from 'vitest'
import { EventBudget } from './event-budget.ts'

const START = Date.parse('2026-11-23T08:00:00Z')
const spent = (budget: EventBudget, now: number, asked: number) =>
  Array.from({ length: asked }, () => budget.spend(now)).filter(Boolean).length

test('a burst of 25 is let through, then one every five minutes', () => {
  const budget = new EventBudget()
  expect(spent(budget, START, 40)).toBe(25)
  expect(spent(budget, START + 299_000, 5)).toBe(0)
  expect(spent(budget, START + 300_000, 5)).toBe(1)
  expect(spent(budget, START + 900_000, 5)).toBe(2)
})

test('silence gives back no more than a burst', () => {
  const budget = new EventBudget()
  spent(budget, START, 25)
  expect(spent(budget, START + 1_000_000_000, 100)).toBe(25)
})
