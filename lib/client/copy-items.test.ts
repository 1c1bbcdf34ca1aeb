import { describe, expect, test } from 'vitest'
import {
  type CopyWish,
  formatWishes,
  isRetag,
  missingPart,
  parseWishes,
  typedTargetOf,
  wishesTo,
} from './copy-items.ts'

const digest = `sha256:${'a'.repeat(64)}`
const from = (reference: string, repository = 'team/app') => ({ registry: 'staging', repository, reference })
const to = (tag: string | null, repository = 'team/app') => ({ registry: 'production', repository, tag })

describe('the address of a copy', () => {
  test.each<[string, CopyWish[]]>([
    ['staging/team~app:1.0', [{ from: from('1.0'), to: null }]],
    [`staging/team~app@${digest}>production/team~app`, [{ from: from(digest), to: to(null) }]],
    [
      'staging/team~app:1.0>production/team~app:1.0,staging/team~app:2.0>production/other:2.0',
      [
        { from: from('1.0'), to: to('1.0') },
        { from: from('2.0'), to: to('2.0', 'other') },
      ],
    ],
  ])('%s names what is copied and where to, in both directions', (text, wishes) => {
    expect(parseWishes(text)).toEqual(wishes)
    expect(formatWishes(wishes)).toBe(text)
  })

  test.each([
    '',
    'staging',
    'staging/team~app',
    'staging/team~app:1.0>',
    'staging/team~app:1.0>production',
    'staging/team~app:1.0>production/UPPER:1',
    'staging/team~app:1.0>production/app:a b',
    'staging/team~app:1.0>a/b:1>c/d:1',
    'staging/team~app:1.0,',
  ])('“%s” names nothing', (text) => expect(parseWishes(text)).toBeNull())
})

describe('where it goes', () => {
  test('a single one begins with its own name, and the registry is to be chosen', () => {
    const wishes = [{ from: from('1.0'), to: null }]
    expect(typedTargetOf(wishes)).toEqual({ registry: '', repository: 'team/app', tag: '1.0' })
  })

  test('several of one repository keep their tags', () => {
    const wishes = [
      { from: from('1.0'), to: null },
      { from: from('2.0'), to: null },
      { from: from(digest), to: null },
    ]
    const typed = typedTargetOf(wishes)
    expect(typed).toEqual({ registry: '', repository: 'team/app', tag: '' })
    expect(
      wishesTo(wishes, { registry: 'production', repository: 'mirror', tag: '' }).map((w) => w.to),
    ).toEqual([to('1.0', 'mirror'), to('2.0', 'mirror'), to(null, 'mirror')])
  })

  test('several that go to one place with the tags they have can be sent elsewhere; to places of their own they cannot', () => {
    const one = [
      { from: from('1.0'), to: to('1.0') },
      { from: from('2.0'), to: to('2.0') },
    ]
    expect(typedTargetOf(one)).toEqual({ registry: 'production', repository: 'team/app', tag: '' })
    expect(typedTargetOf([one[0] as CopyWish, { from: from('2.0'), to: to('2.0', 'other') }])).toBeNull()
    expect(typedTargetOf([one[0] as CopyWish, { from: from('2.0'), to: to('3.0') }])).toBeNull()
  })

  test('what is missing is told in the order of the fields; a digest needs no tag', () => {
    const wishes = [{ from: from('1.0'), to: null }]
    const typed = { registry: 'production', repository: 'team/app', tag: '1.0' }
    expect(missingPart(wishes, typed)).toBeNull()
    expect(missingPart(wishes, { ...typed, registry: '', tag: '' })).toBe('registry')
    expect(missingPart(wishes, { ...typed, repository: 'Team/App' })).toBe('repository')
    expect(missingPart(wishes, { ...typed, tag: '' })).toBe('tag')
    expect(missingPart(wishes, { ...typed, tag: 'a b' })).toBe('tag')
    expect(missingPart([{ from: from(digest), to: null }], { ...typed, tag: '' })).toBeNull()
  })

  test('a retag stays in its repository', () => {
    const here = { registry: 'staging', repository: 'team/app', tag: 'stable' }
    expect(isRetag([{ from: from('1.0'), to: here }])).toBe(true)
    expect(isRetag([{ from: from('1.0'), to: to('1.0') }])).toBe(false)
    expect(isRetag([{ from: from('1.0'), to: null }])).toBe(false)
  })
})
