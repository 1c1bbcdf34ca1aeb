import { expect, it } from 'vitest'
import { sparkline } from './sparkline.ts'

const box = { width: 40, height: 12, leastTop: 10 }

it('breaks the line where nothing is known, and never draws an unknown as zero', () => {
  expect(sparkline([10, 5, null, 0], [0, 0, 0, 0], box).lines).toEqual(['5,1 15,6', '35,11'])
})

it('marks where there was no answer', () => {
  expect(sparkline([null, 5], [2, 0], { ...box, width: 20 })).toEqual({ lines: ['15,6'], failedAt: [5] })
})

it('stays within its box, however large a value, and draws nothing of nothing', () => {
  const { lines } = sparkline([1, 1_000_000], [0, 0], box)
  expect(lines).toEqual(['10,11 30,1'])
  expect(sparkline([], [], box)).toEqual({ lines: [], failedAt: [] })
})
