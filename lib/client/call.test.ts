import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { compareTags } from '#lib/api/compare.ts'
import { getRegistry, listRegistries, removeRegistry } from '#lib/api/registries.ts'
import { deleteTag, listTags } from '#lib/api/tags.ts'
import { call, ProblemError, problemOf, urlOf } from './call.ts'

const problem = (code: string, status: number) => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail: 'why',
  requestId: 'r-1',
})
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const fetched = vi.fn<typeof fetch>()
const assign = vi.fn()

beforeEach(() => {
  vi.resetModules()
  fetched.mockReset()
  assign.mockReset()
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('window', {
    location: { pathname: '/r/local', search: '?q=a', hash: '', origin: 'http://localhost:3000', assign },
  })
})
afterEach(() => vi.unstubAllGlobals())

const failureOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return problemOf(error)
}

describe('the address of a call', () => {
  it('writes the repository as one segment with ~', () => {
    const params = { registry: 'local', repository: 'library/nginx' }
    expect(urlOf(listTags, { params })).toBe('/api/v1/registries/local/repositories/library~nginx/tags')
  })

  it('escapes everything that could leave its segment', () => {
    const params = { registry: '../x', repository: 'a', tag: 'v1?x#y' }
    expect(urlOf(deleteTag, { params })).toBe('/api/v1/registries/..%2Fx/repositories/a/tags/v1%3Fx%23y')
  })

  it('leaves out what is undefined or empty', () => {
    expect(urlOf(listRegistries, { query: { limit: 5, q: '', order: undefined } })).toBe(
      '/api/v1/registries?limit=5',
    )
  })

  it('repeats what there are several of', () => {
    expect(urlOf(compareTags, { query: { target: ['a/x', 'b/y~z'] } })).toBe(
      '/api/v1/compare/tags?target=a%2Fx&target=b%2Fy%7Ez',
    )
  })

  it('refuses to be written without a parameter, before anything is sent', async () => {
    await expect(call(getRegistry, { params: { registry: '' } })).rejects.toThrow(TypeError)
    expect(fetched).not.toHaveBeenCalled()
  })
})

describe('the answer of a call', () => {
  it('is parsed, and one that does not fit is a problem of its own', async () => {
    fetched.mockResolvedValue(json({ items: 'none' }))
    expect((await failureOf(call(listRegistries, {}))).code).toBe('unexpected_answer')
  })

  it('is null without content', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }))
    expect(await call(removeRegistry, { params: { registry: 'local' } })).toBeNull()
  })

  it('is our problem where it is one, word for word', async () => {
    fetched.mockResolvedValue(json(problem('tag_moved', 412), 412))
    const params = { registry: 'local', repository: 'a', tag: 'v1' }
    expect(await failureOf(call(deleteTag, { params }))).toEqual(problem('tag_moved', 412))
  })

  it('is not taken for ours when a proxy answers HTML', async () => {
    fetched.mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    const { code, status } = await failureOf(call(listRegistries, {}))
    expect([code, status]).toEqual(['unexpected_answer', 502])
  })

  it('is a problem called offline when none comes', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'))
    expect((await failureOf(call(listRegistries, {}))).code).toBe('offline')
  })

  it("is the signal's reason, and no problem, when the caller gave up", async () => {
    const aborted = new DOMException('gone', 'AbortError')
    fetched.mockRejectedValue(aborted)
    await expect(call(listRegistries, { signal: AbortSignal.abort() })).rejects.toBe(aborted)
  })
})

describe('a session that has ended', () => {
  it('leads to the sign-in page once, and back to where one was', async () => {
    const fresh = await import('./call.ts')
    fetched.mockImplementation(async () => json(problem('unauthenticated', 401), 401))
    await Promise.allSettled([fresh.call(listRegistries, {}), fresh.call(listRegistries, {})])
    expect(assign.mock.calls).toEqual([['/sign-in?callbackUrl=%2Fr%2Flocal%3Fq%3Da']])
  })

  it.each(['registry_unauthorized', 'registry_denied', 'forbidden'])(
    'is not what a 401 with the code %s means',
    async (code) => {
      const fresh = await import('./call.ts')
      fetched.mockResolvedValue(json(problem(code, 401), 401))
      await expect(fresh.call(listRegistries, {})).rejects.toMatchObject({ problem: { code } })
      expect(assign).not.toHaveBeenCalled()
    },
  )

  it('is not concluded from a bare 401 of somebody in between', async () => {
    const fresh = await import('./call.ts')
    fetched.mockResolvedValue(new Response('proxy', { status: 401 }))
    await expect(fresh.call(listRegistries, {})).rejects.toMatchObject({
      problem: { code: 'unexpected_answer' },
    })
    expect(assign).not.toHaveBeenCalled()
  })
})

it('sends a body as JSON, and headers as they are given', async () => {
  const endpoint = { ...removeRegistry, method: 'POST' as const, body: z.object({ a: z.number() }) }
  fetched.mockResolvedValue(new Response(null, { status: 204 }))
  await call(endpoint, { params: { registry: 'local' }, body: { a: 1 }, headers: { 'if-match': '"x"' } })
  const [, init] = fetched.mock.calls[0] ?? []
  expect(init?.body).toBe('{"a":1}')
  expect(init?.headers).toMatchObject({ 'content-type': 'application/json', 'if-match': '"x"' })
})
