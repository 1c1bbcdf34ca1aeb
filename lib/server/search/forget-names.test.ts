import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetPointers } from '../index/forget-pointers.ts'
import { openWorldUnderTest, type WorldUnderTest } from '../index/store-under-test.ts'
import { tags } from '../store/schema.ts'
import { forgetNames } from './forget-names.ts'

let world: WorldUnderTest
beforeAll(async () => {
  world = await openWorldUnderTest()
}, 60_000)
afterAll(() => world?.close())

const tag = (registryId: string, name: string, goneAt: Date | null = null) => ({
  registryId,
  repository: 'team/app',
  name,
  versionKey: name,
  goneAt,
})
const namesNow = async () => {
  const { rows } = await world.store.db.execute<{ name: string }>(
    sql`SELECT DISTINCT name FROM tag_names ORDER BY name`,
  )
  return rows.map(({ name }) => name)
}

test('names that went with their registry are forgotten, and learned again; others stay, also of tags that are gone', async () => {
  const { db } = world.store
  await db
    .insert(tags)
    .values([tag('one', 'Shared'), tag('one', 'only-one'), tag('one', 'gone-there', new Date())])
  await db.insert(tags).values([tag('two', 'shared'), tag('two', 'gone-here', new Date())])
  expect(await forgetNames(world.store)).toBe(0)
  await forgetPointers(db, 'one')
  expect(await namesNow()).toEqual(['gone-here', 'gone-there', 'only-one', 'shared'])
  expect(await forgetNames(world.store)).toBe(2)
  expect(await namesNow()).toEqual(['gone-here', 'shared'])
  await db.insert(tags).values([tag('two', 'only-one')])
  expect(await namesNow()).toEqual(['gone-here', 'only-one', 'shared'])
})

test('a name whose tag is being written at that moment stays', async () => {
  const { db } = world.store
  await db.insert(tags).values([tag('three', 'about-to-come')])
  await forgetPointers(db, 'three')
  const forgetting = await db.transaction(async (tx) => {
    await tx.insert(tags).values([tag('four', 'about-to-come')])
    // Begun while the tag is not to be seen yet: it waits for us.
    const begun = forgetNames(world.store)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { begun }
  })
  expect(await forgetting.begun).toBe(0)
  expect(await namesNow()).toContain('about-to-come')
})
