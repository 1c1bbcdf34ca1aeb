import { expect, test } from 'vitest'
import { memoryArguments } from './memory.mjs'

test('a limit of the heap that was asked for is left alone', () => {
  expect(memoryArguments('--trace-warnings --max-old-space-size=4096')).toEqual([])
  expect(memoryArguments('--max_old_space_size=300')).toEqual([])
})
