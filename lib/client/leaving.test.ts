import { expect, test, vi } from 'vitest'
import { askBeforeLeaving, leave } from './leaving.ts'

test('nobody is asked unless there is something to lose', () => {
  const go = vi.fn()
  leave(go)
  expect(go).toHaveBeenCalledOnce()
})

test('where something would be lost it is asked first, and not any more afterwards', () => {
  const go = vi.fn()
  const ask = vi.fn()
  const stop = askBeforeLeaving(ask)
  leave(go)
  expect(go).not.toHaveBeenCalled()
  expect(ask).toHaveBeenCalledExactlyOnceWith(go)
  stop()
  leave(go)
  expect(go).toHaveBeenCalledOnce()
})
