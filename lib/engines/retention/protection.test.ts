import { expect, test } from 'vitest'
import { protectedByRules } from './protection.ts'

test('a tag is protected by the first rule whose three globs all match, and the rule is told as text', () => {
  const protectedBy = protectedByRules([
    { registry: 'prod', repository: 'team/*', tags: ['latest', 'v*'] },
    { registry: '*', repository: '*', tags: ['latest'] },
  ])
  expect(protectedBy('prod', 'team/a/b', 'v1')).toBe('prod/team/*:latest,v*')
  expect(protectedBy('prod', 'team/a', 'latest')).toBe('prod/team/*:latest,v*')
  expect(protectedBy('test', 'team/a', 'latest')).toBe('*/*:latest')
  expect(protectedBy('prod', 'other', 'v1')).toBeNull()
  expect(protectedBy('test', 'team/a', 'v1')).toBeNull()
  expect(protectedByRules([])('prod', 'team/a', 'latest')).toBeNull()
})
