import { expect, test } from 'vitest'
import { agrees, type BaseCandidate, chooseBase, claimOf } from './base-image.ts'

const candidate = (more: Partial<BaseCandidate>): BaseCandidate => ({
  registry: 'local',
  repository: 'team/app',
  tag: '1.0',
  versionKey: more.tag ?? '1.0',
  digest: 'sha256:index',
  image: 'sha256:image',
  depth: 1,
  ...more,
})
const chosen = (candidates: BaseCandidate[], claim = claimOf({})) => chooseBase(candidates, claim, 'local')

test('the base is the image with the most layers', () => {
  const [alpine, runtime] = [candidate({ repository: 'library/alpine' }), candidate({ depth: 3 })]
  expect(chosen([alpine, runtime])).toBe(runtime)
  expect(chosen([])).toBeNull()
})

test('of the same layers the one that is named like a base image is the base, then that of the own registry', () => {
  const library = candidate({ registry: 'hub', repository: 'library/alpine' })
  expect(chosen([candidate({}), library])).toBe(library)
  expect(chosen([candidate({ registry: 'hub' }), candidate({ repository: 'z' })])?.repository).toBe('z')
})

test('of several tags the highest version is shown, and a word only where there is no version', () => {
  const tags = ['latest', '3.20', '3', 'edge'].map((tag) => candidate({ tag }))
  expect(chosen(tags)?.tag).toBe('3.20')
  expect(chosen(tags.filter(({ tag }) => !/\d/.test(tag)))?.tag).toBe('latest')
})

test('what the image claims is believed only of an image whose layers it has', () => {
  const [alpine, other] = [candidate({ repository: 'library/alpine', tag: '3.20' }), candidate({ depth: 5 })]
  const claim = claimOf({ 'org.opencontainers.image.base.name': 'docker.io/library/alpine:3.20' })
  expect(chosen([other, alpine], claim)).toBe(alpine)
  expect(chosen([other], claim)).toBe(other)
})

test.each([
  ['alpine:3.20', true],
  ['docker.io/library/alpine:3.20', true],
  ['localhost:5000/mirror/library/alpine:3.20', false],
  ['registry.example.com/library/alpine:3.20@sha256:aa', true],
  ['alpine', false],
  ['evil/alpine:3.20', false],
  ['', false],
])('the name %s means library/alpine:3.20: %s', (name, means) => {
  const alpine = candidate({ repository: 'library/alpine', tag: '3.20' })
  expect(agrees({ name, digest: null }, alpine)).toBe(means)
})

test('a digest that is claimed decides, whether it is that of the index or of the image', () => {
  const claim = (digest: string) => ({ name: 'team/app:1.0', digest })
  expect(agrees(claim('sha256:index'), candidate({}))).toBe(true)
  expect(agrees(claim('sha256:image'), candidate({}))).toBe(true)
  expect(agrees(claim('sha256:else'), candidate({}))).toBe(false)
})

test('an image without those annotations claims nothing', () => {
  expect(claimOf({ 'org.opencontainers.image.base.name': '' })).toBeNull()
})
