import { describe, expect, it } from 'vitest'
import { RegistryId } from '#lib/api/common.ts'
import { proposeId, slugOf } from './slug.ts'

describe('an id made of a name', () => {
  it.each([
    ['Local registry', 'local-registry'],
    ['  Prod (EU) — west  ', 'prod-eu-west'],
    ['Zürich Café', 'zurich-cafe'],
    ['registry.example.com:5000', 'registry-example-com-5000'],
    ['하버', ''],
    ['!!!', ''],
  ])('%s becomes “%s”', (name, slug) => expect(slugOf(name)).toBe(slug))

  it.each(['a'.repeat(100), `${'a'.repeat(62)} b`, 'ﬁnal ①', '-a-'])(
    'is one that the API takes: %s',
    (name) => expect(RegistryId.safeParse(slugOf(name)).success).toBe(true),
  )
})

describe('the proposal', () => {
  it('comes from the address when the name is in another script', () =>
    expect(proposeId('우리 하버', 'https://harbor.example.com', [])).toBe('harbor-example-com'))

  it('is empty when neither says anything, rather than made up', () =>
    expect(proposeId('하버', 'not an address', [])).toBe(''))

  it('is never an id in use', () => expect(proposeId('Prod', '', ['prod', 'prod-2'])).toBe('prod-3'))

  it('stays an id when a number has to be added to the longest of names', () => {
    const long = 'a'.repeat(63)
    const proposed = proposeId(long, '', [long])
    expect(proposed).toBe(`${'a'.repeat(61)}-2`)
    expect(RegistryId.safeParse(proposed).success).toBe(true)
  })
})
