import { describe, expect, test } from 'vitest'
import { RegistryError, type RegistryErrorCode } from '#lib/registry/error.ts'
import { ApiError } from '../problem.ts'
import { concernsWholeRegistry, failureOf, isCancelled } from './failure.ts'
import { grantRespite, troubleOf } from './respite.ts'
import { clientUnderTest, failing, settingsUnderTest } from './store-under-test.ts'

const concerns = (code: RegistryErrorCode) => concernsWholeRegistry(failureOf(failing(code)))

describe('a failure', () => {
  test('says what the registry did, or what we answer, and of anything else nothing', () => {
    expect(failureOf(failing('timeout')).code).toBe('registry_timeout')
    expect(failureOf(new ApiError('tag_moved', 'It moved.'))).toEqual({
      code: 'tag_moved',
      detail: 'It moved.',
    })
    const secret = failureOf(new Error('password=s3cret'))
    expect(secret.code).toBe('internal')
    expect(JSON.stringify(secret)).not.toContain('s3cret')
  })

  test('holds nothing that the database refuses', () => {
    const error = new RegistryError({ code: 'refused', registry: 'one', detail: 'It said \0 and \ud800.' })
    expect(failureOf(error).detail).toBe('It said \ufffd and \ufffd.')
  })

  test('of the registry as a whole is told from that of one tag', () => {
    for (const code of ['unreachable', 'timeout', 'unauthorized', 'rate_limited', 'not_a_registry'] as const)
      expect([code, concerns(code)]).toEqual([code, true])
    for (const code of ['not_found', 'server_error', 'digest_mismatch', 'denied', 'too_large'] as const)
      expect([code, concerns(code)]).toEqual([code, false])
  })

  test('that is our own doing says nothing of the registry', () => {
    expect([isCancelled(failing('aborted')), isCancelled(failing('timeout'))]).toEqual([true, false])
  })
})

describe('a registry in trouble', () => {
  const registry = () => ({ settings: settingsUnderTest(), client: clientUnderTest({}) })

  test('is left alone for a moment, and no other with it', () => {
    const [one, two] = [registry(), registry()]
    grantRespite(one, failing('unreachable'), 0)
    expect(troubleOf(one, 2_999)?.code).toBe('registry_unreachable')
    expect(troubleOf(one, 3_000)).toBeNull()
    expect(troubleOf(two, 1)).toBeNull()
  })

  test('that says how long is taken at its word, within reason', () => {
    const asks = (retryAfterMs: number) =>
      new RegistryError({ code: 'rate_limited', registry: 'one', retryAfterMs })
    const one = registry()
    grantRespite(one, asks(60_000), 0)
    expect([troubleOf(one, 59_999) !== null, troubleOf(one, 60_000)]).toEqual([true, null])
    grantRespite(one, asks(10 ** 9), 0)
    expect(troubleOf(one, 600_000)).toBeNull()
  })

  test('is none because one tag cannot be read', () => {
    const one = registry()
    grantRespite(one, failing('digest_mismatch'), 0)
    expect(troubleOf(one, 1)).toBeNull()
  })
})
