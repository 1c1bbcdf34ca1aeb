import { expect, test } from 'vitest'
import type { Tag } from '#lib/api/tags.ts'
import { pagesInView, replacePages, rowsOf, type TagPage } from './tag-pages.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const tag = (name: string, over: Partial<Tag> = {}): Tag => ({
  registry: 'local',
  repository: 'app',
  name,
  digest: digest('a'),
  mediaType: null,
  kind: 'image',
  artifactType: null,
  size: 1,
  createdAt: null,
  createdSource: null,
  platforms: [],
  siblings: 2,
  siblingsComplete: true,
  firstSeenAt: '2026-01-01T00:00:00Z',
  seenAt: null,
  pushedAt: null,
  pulledAt: null,
  signed: null,
  protectedBy: null,
  group: null,
  pending: false,
  problem: null,
  ...over,
})
const page = (names: string[], nextCursor: string | null, over: Partial<TagPage> = {}): TagPage => ({
  items: names.map((name) => tag(name)),
  nextCursor,
  total: 6,
  freshness: { asOf: null, state: 'fresh', problem: null },
  referrerTagCount: 0,
  all: 6,
  resolved: 6,
  unknownCount: 0,
  tellsPulls: false,
  facets: null,
  ...over,
})
const list = {
  pages: [page(['f', 'e'], '2'), page(['d', 'c'], '3'), page(['b', 'a'], null)],
  pageParams: [null, '2', '3'],
}

test('a tag that moved between two requests is one row', () => {
  expect(rowsOf([page(['b', 'a'], '2'), page(['a', '0'], null)]).map(({ name }) => name)).toEqual([
    'b',
    'a',
    '0',
  ])
})

test('only the pages with rows on the screen are in view', () => {
  expect(pagesInView(list.pages, { first: 2, last: 3 })).toEqual([1])
  expect(pagesInView(list.pages, { first: 1, last: 4 })).toEqual([0, 1, 2])
})

test('before anything was measured the first page is in view, and of nothing there is none', () => {
  expect(pagesInView([page([], null)], { first: 0, last: 0 })).toEqual([0])
  expect(pagesInView([], { first: 0, last: 9 })).toEqual([])
})

test('a page read again takes the place of the old one and leaves the others', () => {
  const next = replacePages(list, 1, [page(['d', 'x'], '3')], ['2'])
  expect(rowsOf(next.pages).map(({ name }) => name)).toEqual(['f', 'e', 'd', 'x', 'b', 'a'])
  expect(next.pageParams).toEqual([null, '2', '3'])
})

test('where a page now ends elsewhere, what came after it is dropped instead of leaving a gap', () => {
  const next = replacePages(list, 0, [page(['g', 'f'], '9')], [null])
  expect(rowsOf(next.pages).map(({ name }) => name)).toEqual(['g', 'f'])
  expect(next.pageParams).toEqual([null])
})
