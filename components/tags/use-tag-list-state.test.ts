import { createLoader } from 'nuqs/server'
import { expect, test } from 'vitest'
import { plainTagsQuery } from '#lib/client/tag-list-query.ts'
import { tagListParsers, tagsQueryOf } from './use-tag-list-state.ts'

const queryOfAddress = (search: string) => tagsQueryOf(createLoader(tagListParsers)(search))

// Or what was read ahead would be read again.
test('an address that says nothing asks for what is read ahead before a repository is opened', () => {
  expect(queryOfAddress('')).toEqual(plainTagsQuery)
})

test('what makes no sense in an address is left out of the query', () => {
  expect(
    queryOfAddress('?sort=size&olderThan=yesterdayish&digest=sha256:short&platform=linux%2Famd64,%00'),
  ).toEqual({
    ...plainTagsQuery,
    sort: 'size',
    platform: ['linux/amd64'],
  })
})
