import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Problem, problemCodes } from '#lib/api/problem.ts'
import { RegistryError, type RegistryErrorCode } from '#lib/registry/error.ts'
import { ApiError, toProblem } from './problem.ts'
import { problems } from './problem-table.ts'

const id = 'request-1'

describe('failures of a registry', () => {
  const expected: Record<RegistryErrorCode, [number, string]> = {
    unreachable: [502, 'registry_unreachable'],
    timeout: [504, 'registry_timeout'],
    aborted: [499, 'client_closed_request'],
    unauthorized: [502, 'registry_unauthorized'],
    denied: [502, 'registry_denied'],
    not_found: [404, 'not_found'],
    unsupported: [409, 'conflict'],
    rate_limited: [503, 'registry_rate_limited'],
    refused: [502, 'registry_error'],
    server_error: [502, 'registry_error'],
    full: [502, 'registry_full'],
    not_a_registry: [502, 'not_a_registry'],
    invalid_response: [502, 'invalid_registry_response'],
    digest_mismatch: [502, 'digest_mismatch'],
    too_large: [502, 'response_too_large'],
    forbidden_target: [502, 'forbidden_target'],
    invalid_reference: [404, 'not_found'],
  }

  test.each(Object.entries(expected))('%s has its own status and code', (code, [status, problemCode]) => {
    const error = new RegistryError({
      code: code as RegistryErrorCode,
      registry: 'local',
      detail: 'It failed.',
    })
    expect(toProblem(error, id)).toMatchObject({
      status,
      code: problemCode,
      detail: 'It failed.',
      requestId: id,
    })
  })

  test.each(Object.keys(expected))('%s never looks like the browser’s own session failing', (code) => {
    const error = new RegistryError({ code: code as RegistryErrorCode, registry: 'local', status: 401 })
    expect([401, 403]).not.toContain(toProblem(error, id).status)
  })

  test.each([
    ['NAME_UNKNOWN', 'repository_not_found'],
    ['MANIFEST_UNKNOWN', 'manifest_not_found'],
    ['BLOB_UNKNOWN', 'blob_not_found'],
  ])('the OCI code %s says what is missing', (oci, code) => {
    const errors = [{ code: oci, message: null }]
    const error = new RegistryError({ code: 'not_found', registry: 'local', status: 404, errors })
    expect(toProblem(error, id)).toMatchObject({ status: 404, code, registry: { status: 404, errors } })
  })

  test('a refused deletion is a conflict, not a bad gateway', () => {
    const failed = (code: RegistryErrorCode) =>
      toProblem(new RegistryError({ code, registry: 'local', method: 'DELETE' }), id)
    expect(failed('unsupported')).toMatchObject({ status: 409, code: 'deletion_unsupported' })
    expect(failed('refused')).toMatchObject({ status: 409, code: 'deletion_refused' })
  })

  test('a range outside of the blob is 416', () => {
    const error = new RegistryError({ code: 'refused', registry: 'local', status: 416, method: 'GET' })
    expect(toProblem(error, id)).toMatchObject({ status: 416, code: 'range_not_satisfiable' })
  })

  test('the wait that a registry asks for is told in whole seconds, rounded up', () => {
    const error = new RegistryError({ code: 'rate_limited', registry: 'hub', retryAfterMs: 1200 })
    expect(toProblem(error, id).retryAfter).toBe(2)
  })

  test('a registry does not decide how much of its words is passed on', () => {
    const errors = Array.from({ length: 500 }, () => ({
      code: 'X'.repeat(9999),
      message: 'y'.repeat(99_999),
    }))
    const error = new RegistryError({ code: 'server_error', registry: 'local', status: 500, errors })
    expect(JSON.stringify(toProblem(error, id)).length).toBeLessThan(15_000)
  })
})

test('every code has a status that fits an error, and a title', () => {
  for (const code of problemCodes) {
    expect(problems[code].status).toBeGreaterThanOrEqual(400)
    expect(problems[code].title).not.toBe('')
    expect(Problem.parse(toProblem(new ApiError(code, 'why'), id))).toMatchObject({ code, detail: 'why' })
  }
  expect(problemCodes.filter((code) => problems[code].status === 401)).toEqual(['unauthenticated'])
})

test.each([
  ['an error', new Error('secret in here')],
  ['a string', 'secret in here'],
  ['nothing', undefined],
  ['a service’s own ZodError', z.string().safeParse(5).error],
])('of %s that nobody foresaw only the request id gets out', (_, thrown) => {
  const problem = toProblem(thrown, id)
  expect(problem).toMatchObject({ status: 500, code: 'internal', requestId: id })
  expect(JSON.stringify(problem)).not.toMatch(/secret|string/)
})

describe('failures of the store', () => {
  const query = (cause: Error) => new DrizzleQueryError('select 1', ['secret'], cause)
  const withCode = (code: string) => Object.assign(new Error('x'), { code })

  test.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '08006'])(
    'a database that is away (%s) is 503',
    (code) =>
      expect(toProblem(query(withCode(code)), id)).toMatchObject({ status: 503, code: 'store_unavailable' }),
  )

  test('so is a connection that broke without a code', () =>
    expect(toProblem(query(new Error('Connection terminated unexpectedly')), id).code).toBe(
      'store_unavailable',
    ))

  test.each([
    ['a violated constraint', withCode('23505')],
    ['a mistake in the statement', withCode('42601')],
    ['a mistake of ours', new TypeError('Do not know how to serialize a BigInt')],
  ])('%s is our own fault: 500', (_, cause) => {
    const problem = toProblem(query(cause), id)
    expect(problem).toMatchObject({ status: 500, code: 'internal' })
    expect(JSON.stringify(problem)).not.toContain('secret')
  })
})
