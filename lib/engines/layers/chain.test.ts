import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chainOf } from './chain.ts'

const name = fc.constantFrom(...'abcdef').map((c) => `sha256:${c.repeat(64)}`)
const names = fc.array(name, { minLength: 1, maxLength: 8 })
const empty = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef'
const [a, b, c] = ['a', 'b', 'c'].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string, string]
const isBuiltOn = (upper: string[], lower: string[]) =>
  chainOf(upper, upper)?.prefixes.some(({ id }) => id === chainOf(lower, lower)?.id) ?? false

test('an image is built on another exactly if it has all its layers first, and more', () => {
  fc.assert(
    fc.property(names, names, fc.boolean(), (lower, more, isExtended) => {
      const upper = isExtended ? [...lower, ...more] : more
      const isPrefix = upper.length > lower.length && lower.every((layer, i) => layer === upper[i])
      expect(isBuiltOn(upper, lower)).toBe(isPrefix)
    }),
  )
})

test('the prefixes of a chain tell how many layers each of them is', () => {
  fc.assert(
    fc.property(names, (layers) => {
      const chain = chainOf(layers, layers)
      expect(chain?.depth).toBe(layers.length)
      expect(chain?.prefixes.map(({ depth }) => depth)).toEqual(layers.slice(1).map((_, i) => i + 1))
    }),
  )
})

test('the same content compressed otherwise is the same chain', () => {
  expect(chainOf([a], [c])).toEqual(chainOf([b], [c]))
})

test('without a diff ID for each layer the layers themselves are the chain, which equals no chain of diff IDs', () => {
  expect(chainOf([a, b], null)).toEqual(chainOf([a, b], [c]))
  expect(chainOf([a, b], null)?.id).not.toBe(chainOf([a, b], [a, b])?.id)
  expect(chainOf([a, b], null)?.prefixes[0]).toEqual({ depth: 1, id: chainOf([a], null)?.id })
})

test('a chain is named as the OCI image spec names it, by its first 128 bits', () => {
  expect(chainOf([a], [a])?.id).toBe('aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa')
  // printf 'sha256:aa… sha256:bb…' | sha256sum
  expect(chainOf([a, b], [a, b])?.id).toBe('ccd72292-8bd9-2476-ba17-45586fed6e45')
})

test('no layers, empty layers and too many layers are nobody’s base', () => {
  expect(chainOf([], [])).toBeNull()
  expect(chainOf([empty, empty], [empty, empty])).toBeNull()
  expect(chainOf([empty, a], [empty, a])).toMatchObject({ depth: 2, prefixes: [] })
  expect(chainOf(Array(257).fill(a), null)).toBeNull()
})
