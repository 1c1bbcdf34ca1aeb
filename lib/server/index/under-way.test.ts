import { expect, test } from 'vitest'
import type { RegistryPlace } from './place.ts'
import { SingleFlight } from './single-flight.ts'
import { lookUpOnce } from './under-way.ts'

const place = {
  runtime: { flights: new SingleFlight() },
  registry: { settings: { id: 'one' } },
} as unknown as RegistryPlace
const tags = (...names: string[]) => names.map((name) => ({ repository: 'team/app', name }))
const namesOf = (looked: readonly { name: string }[]) => looked.map(({ name }) => name).join()

test('what somebody is at is waited for, and looked at once more when they are through', async () => {
  const slow = Promise.withResolvers<void>()
  const first: string[] = []
  const second: string[] = []
  const one = lookUpOnce(place, tags('a', 'b'), async (mine) => {
    first.push(namesOf(mine))
    await slow.promise
  })
  const two = lookUpOnce(place, tags('b', 'c'), async (mine) => void second.push(namesOf(mine)))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect([first, second]).toEqual([['a,b'], ['c']])
  slow.resolve()
  await Promise.all([one, two])
  expect([first, second]).toEqual([['a,b'], ['c', 'b']])
})

test('a failure is that of who looked; others look for themselves', async () => {
  const failing = lookUpOnce(place, tags('a'), () => Promise.reject(new Error('offline')))
  const looked: string[] = []
  const other = lookUpOnce(place, tags('a'), async (mine) => void looked.push(namesOf(mine)))
  await expect(failing).rejects.toThrow('offline')
  await other
  expect(looked).toEqual(['a'])
})

test('who is waited for does not wait for who is in no hurry; the other way round it does', async () => {
  const end = Promise.withResolvers<void>()
  const background = { ...place, call: { priority: 'background' as const } }
  const walk = lookUpOnce(background, tags('a', 'b'), () => end.promise)
  const seen: string[] = []
  const page = lookUpOnce(place, tags('a'), async (mine) => {
    seen.push(namesOf(mine))
  })
  await page
  expect(seen).toEqual(['a'])
  end.resolve()
  await walk

  const reading = Promise.withResolvers<void>()
  const reader = lookUpOnce(place, tags('c'), () => reading.promise)
  const patient: string[] = []
  const later = lookUpOnce(background, tags('c', 'd'), async (mine) => void patient.push(namesOf(mine)))
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(patient).toEqual(['d'])
  reading.resolve()
  await Promise.all([reader, later])
  expect(patient).toEqual(['d', 'c'])
})
