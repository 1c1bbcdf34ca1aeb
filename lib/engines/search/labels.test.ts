import { expect, test } from 'vitest'
import { searchableLabels } from './labels.ts'

test('labels and annotations are told apart, and moments are left out', () => {
  expect(
    searchableLabels(
      { team: 'payments', 'org.opencontainers.image.created': '2026-01-01T00:00:00Z', empty: ' ' },
      { 'org.opencontainers.image.base.name': 'docker.io/library/alpine:3.20' },
    ),
  ).toEqual([
    { source: 'label', key: 'team', value: 'payments' },
    {
      source: 'annotation',
      key: 'org.opencontainers.image.base.name',
      value: 'docker.io/library/alpine:3.20',
    },
  ])
})

test('an image with thousands of labels of a megabyte costs no more than 64 short ones', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key-${i}`, 'x'.repeat(10_000)]))
  const found = searchableLabels({ ...many, ['k'.repeat(1000)]: 'long' }, many)
  expect(found).toHaveLength(64)
  expect(Math.max(...found.map(({ value }) => value.length))).toBe(256)
})

test('what has neither has none', () => {
  expect(searchableLabels(undefined, null)).toEqual([])
})
