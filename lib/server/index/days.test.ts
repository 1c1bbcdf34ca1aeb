import { expect, test } from 'vitest'
import { fillDays, lastDays } from './days.ts'

test('days go up to today and are those of UTC, whatever the hour', () => {
  for (const time of ['00:00:00.000', '12:00:00.000', '23:59:59.999']) {
    expect(lastDays(3, new Date(`2026-03-01T${time}Z`))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  }
})

test('no day is missing or there twice, over a leap year and a change of clocks', () => {
  const days = lastDays(731, new Date('2029-01-10T00:30:00Z'))
  expect(new Set(days).size).toBe(731)
  expect(days).toContain('2028-02-29')
  expect(days[0]).toBe('2027-01-11')
})

test('a day of which nothing is known is a gap: neither zero nor what was known the day before', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25']
  const rows = [
    { day: '2026-11-25', tags: 9 },
    { day: '2026-11-23', tags: 0 },
  ]
  expect(fillDays(days, rows).map((row) => row?.tags ?? null)).toEqual([null, 0, null, 9])
})

test('what was known before the days that were asked for shifts nothing', () => {
  expect(fillDays(['2026-11-25'], [{ day: '2026-11-24' }])).toEqual([null])
})
