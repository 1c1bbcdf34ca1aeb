import { expect, test, vi } from 'vitest'
import { settingsUnderTest } from '../index/store-under-test.ts'
import { RegistryDirectory } from './directory.ts'
import type { RegistrySettings } from './settings.ts'

const stored = (id: string, more: Partial<RegistrySettings> = {}) =>
  settingsUnderTest({ id, source: 'store', ...more })

test('a reload keeps the connections of what did not change, and closes the others', async () => {
  let rows = [stored('same'), stored('changed'), stored('removed')]
  const directory = new RegistryDirectory([settingsUnderTest({ id: 'file' })], async () => rows)
  const before = new Map((await directory.list()).map((r) => [r.settings.id, r.client]))
  const closed: string[] = []
  for (const [id, client] of before) {
    vi.spyOn(client, 'close').mockImplementation(async () => void closed.push(id))
  }
  rows = [stored('same'), stored('changed', { auth: { username: 'a', password: 'b' } }), stored('added')]
  await directory.reload()
  const after = new Map((await directory.list()).map((r) => [r.settings.id, r.client]))
  expect([...after.keys()]).toEqual(['file', 'same', 'changed', 'added'])
  expect(['file', 'same', 'changed'].map((id) => after.get(id) === before.get(id))).toEqual([
    true,
    true,
    false,
  ])
  expect(closed.sort()).toEqual(['changed', 'removed'])
})

test('what stands in the file wins over what has the same id in the store', async () => {
  const directory = new RegistryDirectory([settingsUnderTest({ id: 'a' })], async () => [stored('a')])
  expect((await directory.list()).map(({ settings }) => settings.source)).toEqual(['file'])
})

test('a reload sees what was stored before it was asked for, also while another one is under way', async () => {
  const first = Promise.withResolvers<RegistrySettings[]>()
  const answers = [first.promise, Promise.resolve([stored('added')])]
  const directory = new RegistryDirectory([], () => answers.shift() ?? Promise.resolve([]))
  const old = directory.reload()
  const anew = directory.reload()
  first.resolve([])
  await Promise.all([old, anew])
  expect((await directory.get('added')).settings.id).toBe('added')
})

test('a store that failed once is asked again, and an unknown id is 404', async () => {
  const answers = [Promise.reject(new Error('down')), Promise.resolve([])]
  const directory = new RegistryDirectory([], () => answers.shift() ?? Promise.resolve([]))
  await expect(directory.list()).rejects.toThrow('down')
  await expect(directory.get('no')).rejects.toMatchObject({ code: 'registry_not_found' })
})
