import { expect, test } from 'vitest'
import { inBackground, SingleFlight } from './single-flight.ts'

const later = () => Promise.withResolvers<string>()

test('who asks for work under way gets its result, and who asks after it starts anew', async () => {
  const flights = new SingleFlight()
  const first = later()
  const both = [flights.run('a', () => first.promise), flights.run('a', async () => 'second')]
  expect(flights.isRunning('a')).toBe(true)
  first.resolve('first')
  expect(await Promise.all(both)).toEqual(['first', 'first'])
  expect(flights.isRunning('a')).toBe(false)
  expect(await flights.run('a', async () => 'third')).toBe('third')
})

test('a failure reaches everybody who waits, and is not kept', async () => {
  const flights = new SingleFlight()
  const first = later()
  const both = [flights.run('a', () => first.promise), flights.run('a', async () => 'second')]
  first.reject(new Error('no'))
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await flights.run('a', async () => 'again')).toBe('again')
})

test('work that must begin now joins none that began before, but others who wait for the same', async () => {
  const flights = new SingleFlight()
  const first = later()
  let count = 0
  const count1 = async () => {
    count++
    return 'anew'
  }
  const old = flights.run('a', () => first.promise)
  const anew = [flights.runAnew('a', count1), flights.runAnew('a', count1)]
  first.reject(new Error('the old one failed'))
  await expect(old).rejects.toThrow()
  expect(await Promise.all(anew)).toEqual(['anew', 'anew'])
  expect(count).toBe(1)
})

test('is settled when all has ended, well or not', async () => {
  const flights = new SingleFlight()
  const [good, bad] = [later(), later()]
  inBackground(flights.run('good', () => good.promise))
  inBackground(flights.run('bad', () => bad.promise))
  let isSettled = false
  const settled = flights.settled().then(() => {
    isSettled = true
  })
  bad.reject(new Error('no'))
  await new Promise(setImmediate)
  expect(isSettled).toBe(false)
  good.resolve('yes')
  await settled
})
