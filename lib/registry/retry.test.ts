import { expect, test } from 'vitest'
import { RegistryError } from './error.ts'
import { retryDelayMs } from './retry.ts'

const broken = new RegistryError({ code: 'server_error', registry: 'test', detail: 'broken', status: 503 })

test('who failed together does not come back together: delays are spread, and grow', () => {
  const delays = (attempt: number) =>
    Array.from({ length: 200 }, () => retryDelayMs(broken, attempt, true) ?? Number.NaN)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [first, third] = [delays(0), delays(2)]
  expect(new Set(first).size).toBeGreaterThan(100)
  expect(Math.min(...first)).toBeGreaterThan(0)
  expect(mean(third)).toBeGreaterThan(2 * mean(first))
})

test('what may not be done twice is not, however temporary the failure', () => {
  expect(retryDelayMs(broken, 0, false)).toBeNull()
})
