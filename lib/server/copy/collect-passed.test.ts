import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { collectPassed } from './collect-passed.ts'

test('what has passed is given back long before the collector would come by itself', () => {
  const pieceBytes = 64 * 1024
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  for (let at = 0; at < 4_000; at++) {
    const piece = randomBytes(pieceBytes)
    collectPassed(piece.length)
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  expect(most).toBeLessThan(40 * 1024 * 1024)
})
