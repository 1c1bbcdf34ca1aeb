import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorldUnderTest, type WorldUnderTest } from './store-under-test.ts'
import { isTagListUnderWay, refreshTagList, rereadTagList } from './tag-list.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close(), 60_000)

test('names that somebody waits for are not those of a walk that stands in line; nobody else reads them twice', async () => {
  const walked = Promise.withResolvers<void>()
  const asked: string[] = []
  const place = world.placeOf({
    async *listTags(_repository: string, call?: { priority?: string }) {
      asked.push(call?.priority ?? 'interactive')
      if (call?.priority === 'background') await walked.promise
      yield ['v1']
    },
  })
  const walk = { ...place, call: { priority: 'background' as const } }
  const first = refreshTagList(walk)
  const second = refreshTagList(walk)
  while (asked.length === 0) await new Promise(setImmediate)
  // Each of them would wait for ever, were it to wait for the walk.
  await refreshTagList(place)
  await rereadTagList(place)
  expect(asked).toEqual(['background', 'interactive', 'interactive'])
  expect(isTagListUnderWay(place)).toBe(true)
  walked.resolve()
  await Promise.all([first, second])
  expect(isTagListUnderWay(place)).toBe(false)
  expect(asked).toHaveLength(3)
})
