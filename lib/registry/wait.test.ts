import { expect, test, vi } from 'vitest'
import { onAbort, orAborted, wait } from './wait.ts'

test('however many wait for a signal, it has one listener', async () => {
  const controller = new AbortController()
  const adding = vi.spyOn(controller.signal, 'addEventListener')
  const waiting = Array.from({ length: 500 }, () => wait(60_000, controller.signal))
  waiting.push(
    ...Array.from({ length: 500 }, () => orAborted(new Promise<void>(() => {}), controller.signal)),
  )
  controller.abort('enough')
  const reasons = await Promise.all(waiting.map((promise) => promise.catch((reason) => reason)))
  expect(new Set(reasons)).toEqual(new Set(['enough']))
  expect(adding).toHaveBeenCalledTimes(1)
})

test('who no longer waits is not called, and what is called may take others back', () => {
  const controller = new AbortController()
  const called: string[] = []
  const leave = onAbort(controller.signal, () => called.push('left'))
  onAbort(controller.signal, () => called.push('stayed'))
  leave()
  controller.abort()
  expect(called).toEqual(['stayed'])
  expect(onAbort(undefined, () => called.push('never'))()).toBeUndefined()
})
