import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSecret } from './secret.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portolan secret-'))
})
afterEach(() => rm(dir, { recursive: true }))

test('is made once, kept for its owner alone, and the same ever after', async () => {
  const dataDir = join(dir, 'not', 'there yet')
  const first = await loadSecret({ secret: null, dataDir })
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(await loadSecret({ secret: null, dataDir })).toBe(first)
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await readdir(dataDir)).toEqual(['secret'])
})

test('many starts at once agree on one', async () => {
  const secrets = await Promise.all(
    Array.from({ length: 10 }, () => loadSecret({ secret: null, dataDir: dir })),
  )
  expect(new Set(secrets).size).toBe(1)
  expect(await readdir(dir)).toEqual(['secret'])
})

test('PORTOLAN_SECRET wins, and nothing is written', async () => {
  expect(await loadSecret({ secret: 's'.repeat(32), dataDir: dir })).toBe('s'.repeat(32))
  expect(await readdir(dir)).toEqual([])
})

test('one that is too short stops the start, names where it stands, and is not shown', async () => {
  await expect(loadSecret({ secret: 'short', dataDir: dir })).rejects.toThrow(/PORTOLAN_SECRET: must have 32/)
  await writeFile(join(dir, 'secret'), 'tooshort')
  const error = await loadSecret({ secret: null, dataDir: dir }).catch((e: Error) => e)
  expect(error).toMatchObject({ name: 'ConfigError' })
  expect(String(error)).toContain(join(dir, 'secret'))
  expect(String(error)).not.toContain('tooshort')
  expect(await readFile(join(dir, 'secret'), 'utf8')).toBe('tooshort')
})
