import { expect, test } from 'vitest'
import { createBudget } from './budget.ts'

const spend = async (
  budget: ReturnType<typeof createBudget>,
  count: number,
  priority: 'interactive' | 'background',
) => {
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: count }, () => budget.pass(priority)))
  return performance.now() - startedAt
}

test('the background waits for its budget', async () => {
  // Twenty a second, twenty of them in store.
  const tookMs = await spend(createBudget(1_200), 30, 'background')
  expect(tookMs).toBeGreaterThan(450)
  expect(tookMs).toBeLessThan(1_500)
})

test('what somebody waits for is counted and never kept waiting', async () => {
  const budget = createBudget(1_200)
  expect(await spend(budget, 30, 'interactive')).toBeLessThan(50)
  expect(await spend(budget, 1, 'background')).toBeGreaterThan(450)
})

test('without a budget nobody waits', async () => {
  expect(await spend(createBudget(null), 10_000, 'background')).toBeLessThan(500)
})
