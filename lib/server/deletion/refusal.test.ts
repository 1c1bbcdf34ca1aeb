import { describe, expect, test } from 'vitest'
import { RegistryError, type RegistryErrorFields } from '#lib/registry/error.ts'
import { cannotUntag, refusalOf } from './refusal.ts'

const error = (fields: Partial<RegistryErrorFields>, ...codes: string[]) =>
  new RegistryError({
    code: 'refused',
    registry: 'one',
    errors: codes.map((code) => ({ code, message: null })),
    ...fields,
  })

describe('why a registry does not delete', () => {
  test.each([
    ['deletion_disabled', error({ code: 'unsupported', status: 405 }, 'UNSUPPORTED')],
    ['referenced_by_index', error({ code: 'unsupported', status: 405 }, 'DENIED')],
    ['read_only', error({ code: 'unsupported', status: 405 })],
    ['deletion_refused', error({ code: 'denied', status: 403 })],
    ['deletion_refused', error({ code: 'unauthorized', status: 401 })],
    ['deletion_refused', error({ status: 400 }, 'DIGEST_INVALID')],
  ])('is %s', (code, thrown) => {
    expect(refusalOf(thrown)).toMatchObject({ code, cause: thrown })
  })

  test('is nothing that may pass, and nothing of ours', () => {
    for (const thrown of [error({ code: 'timeout' }), error({ code: 'rate_limited' }), new TypeError('ours')])
      expect(refusalOf(thrown)).toBe(thrown)
  })
})

test('only what says so is taken for a registry that cannot untag', () => {
  const yes = [
    error({ status: 400 }, 'DIGEST_INVALID'),
    error({ code: 'unsupported', status: 405 }, 'UNSUPPORTED'),
    error({ code: 'not_found', status: 404 }),
  ]
  const no = [
    error({ code: 'unsupported', status: 405 }, 'DENIED'),
    error({ code: 'denied', status: 403 }),
    error({ code: 'server_error', status: 500 }),
    error({ code: 'timeout' }),
    error({ status: 409 }),
    new Error('ours'),
  ]
  expect(yes.map(cannotUntag)).toEqual(yes.map(() => true))
  expect(no.map(cannotUntag)).toEqual(no.map(() => false))
})
