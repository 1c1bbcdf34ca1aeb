import { expect, it } from 'vitest'
import { manifestPath, placeOf, registryPath, repositoryPath } from './paths.ts'

it('leads to a place and back', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  expect(placeOf(registryPath('local'))).toEqual({ registry: 'local', repository: null, reference: null })
  expect(placeOf(repositoryPath('local', 'a/b/c'))).toEqual({
    registry: 'local',
    repository: 'a/b/c',
    reference: null,
  })
  expect(manifestPath('local', 'a/b', digest)).toBe(`/r/local/a~b/${digest}`)
  expect(placeOf(manifestPath('local', 'a/b', digest))).toEqual({
    registry: 'local',
    repository: 'a/b',
    reference: digest,
  })
})

it('is no place outside of a registry, nor with a broken escape', () => {
  expect(placeOf('/activity').registry).toBeNull()
  expect(placeOf('/r/%E0%A4%A/x').registry).toBeNull()
})
