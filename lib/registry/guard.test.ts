import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { expect, test } from 'vitest'
import { createGuard, ForbiddenAddressError, type Resolve } from './guard.ts'

/** A resolver whose names answer differently each time, as one that rebinds does. */
const resolverOf = (answers: Record<string, string[][]>) =>
  ((hostname: string, _options: unknown, callback: (e: null, a: LookupAddress[]) => void) => {
    const addresses = answers[hostname]?.shift() ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as Resolve

const lookUp = (lookup: LookupFunction, hostname: string) =>
  new Promise<unknown>((resolve) =>
    lookup(hostname, { all: true }, (error, addresses) =>
      resolve(error ?? (addresses as LookupAddress[]).map((a) => a.address)),
    ),
  )

test('a name that turns into a private address the second time is refused the second time', async () => {
  const guard = createGuard(
    'r.example',
    resolverOf({ 'evil.example': [['8.8.8.8'], ['127.0.0.1'], ['169.254.169.254']] }),
  )
  expect(await lookUp(guard.foreignLookup, 'evil.example')).toEqual(['8.8.8.8'])
  expect(await lookUp(guard.foreignLookup, 'evil.example')).toBeInstanceOf(ForbiddenAddressError)
  expect(await lookUp(guard.foreignLookup, 'evil.example')).toBeInstanceOf(ForbiddenAddressError)
})

test('only the allowed addresses of a name are connected to', async () => {
  const guard = createGuard('r.example', resolverOf({ 'mixed.example': [['10.0.0.1', '8.8.8.8', '::1']] }))
  expect(await lookUp(guard.foreignLookup, 'mixed.example')).toEqual(['8.8.8.8'])
})

test('a registry with a private address may send us to private ones, and not to loopback', async () => {
  const answers = { 'r.lan': [['10.0.0.5']], 'auth.lan': [['10.0.0.6'], ['10.0.0.6'], ['127.0.0.1']] }
  const guard = createGuard('r.lan', resolverOf(answers))
  expect(await lookUp(guard.foreignLookup, 'auth.lan')).toBeInstanceOf(ForbiddenAddressError)
  expect(await lookUp(guard.ownLookup, 'r.lan')).toEqual(['10.0.0.5'])
  expect(await lookUp(guard.foreignLookup, 'auth.lan')).toEqual(['10.0.0.6'])
  expect(await lookUp(guard.foreignLookup, 'auth.lan')).toBeInstanceOf(ForbiddenAddressError)
})

test('not even a configured name leads to a metadata service', async () => {
  const guard = createGuard('r.example', resolverOf({ 'r.example': [['169.254.169.254']] }))
  expect(await lookUp(guard.ownLookup, 'r.example')).toBeInstanceOf(ForbiddenAddressError)
})

test('literal addresses are never looked up, and are judged all the same', () => {
  const local = createGuard('127.0.0.1')
  expect(() => local.assertHost('127.0.0.2')).not.toThrow()
  expect(() => local.assertHost('[::1]')).not.toThrow()
  expect(() => local.assertHost('10.0.0.1')).toThrow(ForbiddenAddressError)
  expect(() => createGuard('r.example').assertHost('[::ffff:7f00:1]')).toThrow(ForbiddenAddressError)
  expect(() => createGuard('169.254.169.254').assertHost('169.254.169.254')).toThrow(ForbiddenAddressError)
})
