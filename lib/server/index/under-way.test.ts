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
