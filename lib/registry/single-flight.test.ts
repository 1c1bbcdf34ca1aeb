import { expect, test } from 'vitest'
import { createSingleFlight } from './single-flight.ts'

const later = (value: string, signal: AbortSignal, aborted: string[]) =>
  new Promise<string>((resolve, reject) => {
    setTimeout(resolve, 20, value)
    signal.addEventListener('abort', () => {
      aborted.push(value)
      reject(signal.reason)
    })
  })

test('whoever leaves does not take the others along, and the last one ends the work', async () => {
  const flights = createSingleFlight<string>()
  const aborted: string[] = []
  const [a, b] = [new AbortController(), new AbortController()]
  const first = flights.run('k', (signal) => later('one', signal, aborted), a.signal)
  const second = flights.run('k', (signal) => later('two', signal, aborted), b.signal)
  a.abort()
  await expect(first).rejects.toMatchObject({ name: 'AbortError' })
  expect(await second).toBe('one')
  expect(aborted).toEqual([])
  const alone = flights.run('k', (signal) => later('three', signal, aborted), AbortSignal.timeout(5))
  await expect(alone).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(aborted).toEqual(['three'])
})

test('what failed is done anew', async () => {
  const flights = createSingleFlight<string>()
  await expect(flights.run('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await flights.run('k', async () => 'yes')).toBe('yes')
})
