import { expect, test } from 'vitest'
import { matchLayers } from './history.ts'
import { distinctSize } from './size.ts'

test('a shared blob counts once, and by its larger claim', () => {
  const blobs = [
    { digest: 'a', size: 10 },
    { digest: 'b', size: 5 },
    { digest: 'a', size: 10 },
    { digest: 'b', size: 7 },
  ]
  expect(distinctSize(blobs)).toBe(17)
})

test('steps that make a layer are matched in order', () => {
  const steps = [{ emptyLayer: false }, { emptyLayer: true }, { emptyLayer: false }]
  expect(matchLayers(steps, 2)).toEqual([0, null, 1])
})

test('where the counts differ no step claims a layer', () => {
  expect(matchLayers([{ emptyLayer: false }, { emptyLayer: true }], 2)).toEqual([null, null])
})
