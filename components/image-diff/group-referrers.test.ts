import { expect, test } from 'vitest'
import type { Referrer } from '#lib/api/manifests.ts'
import { groupReferrers } from './group-referrers.ts'

const referrer = (letter: string, more: Partial<Referrer> = {}): Referrer => ({
  digest: `sha256:${letter.repeat(64)}`,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: 'application/vnd.example.signature',
  kind: 'signature',
  size: 1,
  annotations: {},
  source: 'api',
  ...more,
})
const sbom = (letter: string) => referrer(letter, { kind: 'sbom', artifactType: 'application/spdx+json' })
const states = (rows: ReturnType<typeof groupReferrers>) => rows.map(({ kind, state }) => [kind, state])

test('what one side alone has is told, type by type', () => {
  expect(states(groupReferrers([referrer('a')], [sbom('b')]))).toEqual([
    ['signature', 'removed'],
    ['sbom', 'added'],
  ])
})

test('two signatures of two images are no more than two signatures; the very same ones are the same', () => {
  expect(states(groupReferrers([referrer('a')], [referrer('b')]))).toEqual([['signature', 'differs']])
  expect(states(groupReferrers([referrer('a'), referrer('b')], [referrer('b'), referrer('a')]))).toEqual([
    ['signature', 'same'],
  ])
})

test('one that is found twice, by the API and in the index, counts once', () => {
  const twice = [referrer('a'), referrer('a', { source: 'index' })]
  expect(groupReferrers(twice, [referrer('a')])[0]).toMatchObject({
    state: 'same',
    left: [{ digest: twice[0]?.digest }],
  })
})

test('attestations are told apart by what they are about', () => {
  const about = (letter: string, type: string) =>
    referrer(letter, { kind: 'attestation', annotations: { 'in-toto.io/predicate-type': type } })
  const rows = groupReferrers([about('a', 'slsa'), about('b', 'spdx')], [about('c', 'slsa')])
  expect(rows.map(({ type, state }) => [type, state])).toEqual([
    ['slsa', 'differs'],
    ['spdx', 'removed'],
  ])
})

test('where a side could not be read, nothing is said to be missing there', () => {
  expect(states(groupReferrers([referrer('a')], null))).toEqual([['signature', null]])
  expect(groupReferrers(null, null)).toEqual([])
})
