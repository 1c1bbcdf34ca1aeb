import { describe, expect, it } from 'vitest'
import { pickLocale, pickTimeZone } from './locale.ts'

describe('the language', () => {
  it.each([
    ['ko', 'en', 'ko'],
    [undefined, 'ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    [undefined, 'fr,ko;q=0.3,en;q=0.7', 'en'],
    [undefined, 'en;q=0, ko', 'ko'],
    [undefined, 'fr', 'en'],
    ['xx', null, 'en'],
    ['__proto__', 'ko', 'ko'],
  ])('of the cookie %s and the header %s is %s', (chosen, header, locale) => {
    expect(pickLocale(chosen, header)).toBe(locale)
  })
})

it('takes a time zone from the browser only where it is one', () => {
  expect(pickTimeZone('Asia/Seoul')).toBe('Asia/Seoul')
  expect(pickTimeZone('<script>')).toBe('UTC')
  expect(pickTimeZone(undefined)).toBe('UTC')
})
