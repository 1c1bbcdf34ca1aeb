import { expect, test } from 'vitest'
import { adviseCollection } from './garbage-collection.ts'
import { vendors } from './vendors.ts'

test.each([
  ['distribution', false, 'distribution_2', true],
  ['distribution', true, 'distribution_3', true],
  ['distribution', null, 'distribution_2', true],
  [null, false, 'distribution_2', true],
  [null, true, 'unknown', null],
  [null, null, 'unknown', null],
  ['automatic', true, 'automatic', false],
  ['service', null, 'service', false],
  ['harbor', false, 'harbor', true],
] as const)('%s that untags (%s) is told: %s', (collection, tagDelete, advice, needed) => {
  expect(adviseCollection(collection, tagDelete)).toMatchObject({ advice, needed })
})

test('no command deletes what is untagged: that breaks live indexes', () => {
  for (const { collection } of vendors)
    for (const tagDelete of [true, false, null])
      expect(adviseCollection(collection, tagDelete).command ?? '').not.toContain('untagged')
})
