import { expect, test } from 'vitest'
import { guardOf } from './guard-problem.ts'

test('what a guard has said is read as numbers, so that it can be told in any language', () => {
  const detail = '46 tags would go, and the guard maxPercent lets 36 go.'
  expect(guardOf({ code: 'guard', detail })).toEqual({ guard: 'maxPercent', wanted: 46, allowed: 36 })
})

test('everything else is told as it was said', () => {
  expect(guardOf({ code: 'guard', detail: 'It is so.' })).toBeNull()
  const detail = '46 tags would go, and the guard maxTags lets 36 go.'
  expect(guardOf({ code: 'registry_unreachable', detail })).toBeNull()
})
