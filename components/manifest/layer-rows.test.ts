import { expect, test } from 'vitest'
import type { HistoryStep, Layer } from '#lib/api/manifests.ts'
import { layerRows } from './layer-rows.ts'

const layer = (letter: string, size: number | null): Layer => ({
  digest: `sha256:${letter.repeat(64)}`,
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  size,
  annotations: {},
  urls: [],
})
const step = (
  createdBy: string,
  layerIndex: number | null,
  emptyLayer = layerIndex === null,
): HistoryStep => ({
  createdAt: null,
  createdBy,
  comment: null,
  author: null,
  emptyLayer,
  layerIndex,
})

test('each step stands with the layer that it made, in the order of the build', () => {
  const rows = layerRows({
    layers: [layer('a', 50), layer('b', 100)],
    history: [step('ADD', 0), step('CMD', null), step('RUN', 1)],
  })
  expect(rows.map(({ position, share }) => [position, share])).toEqual([
    [1, 0.5],
    [null, null],
    [2, 1],
  ])
})

test('where history and layers do not match up, no step claims a layer and every layer is shown', () => {
  const rows = layerRows({
    layers: [layer('a', 50), layer('b', 100)],
    history: [step('ADD', null, false)],
  })
  expect(rows.map((row) => [row.position, row.step?.createdBy ?? null])).toEqual([
    [1, null],
    [2, null],
    [null, 'ADD'],
  ])
})

test('a history that makes fewer layers than there are hides none', () => {
  const rows = layerRows({ layers: [layer('a', 1), layer('b', 1)], history: [step('ADD', 0)] })
  expect(rows.flatMap(({ layer }) => layer?.digest ?? [])).toHaveLength(2)
})

test('an unknown size has no bar; layers of no size have an empty one', () => {
  expect(layerRows({ layers: [layer('a', null)], history: [] })[0]?.share).toBeNull()
  expect(layerRows({ layers: [layer('a', 0)], history: [] })[0]?.share).toBe(0)
})
