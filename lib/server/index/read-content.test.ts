import { expect, test } from 'vitest'
import type { RegistryPlace } from './place.ts'
import { fetchConfig } from './read-content.ts'
import { SingleFlight } from './single-flight.ts'

test('a config that is waited for is not got from the end of the line, though a walk has asked for it; a walk takes what a reader has asked for', async () => {
  const asked: string[] = []
  const ends: (() => void)[] = []
  const client = {
    id: 'one',
    readBlob: (_repository: string, _digest: string, { priority = 'interactive' }) => {
      asked.push(priority)
      const bytes = Buffer.from(priority)
      return new Promise<Buffer>((resolve) => {
        ends.push(() => resolve(bytes))
      })
    },
  }
  const place = {
    runtime: { flights: new SingleFlight() },
    registry: { settings: { id: 'one' }, client },
  } as unknown as RegistryPlace
  const walk = { ...place, call: { priority: 'background' as const } }
  const first = fetchConfig(walk, 'team/app', 'sha256:a')
  const page = fetchConfig(place, 'team/app', 'sha256:a')
  const other = fetchConfig(place, 'team/app', 'sha256:a')
  expect(asked).toEqual(['background', 'interactive'])
  ends[1]?.()
  expect(String(await page)).toBe('interactive')
  await other
  ends[0]?.()
  await first

  const reader = fetchConfig(place, 'team/app', 'sha256:b')
  const patient = fetchConfig(walk, 'team/app', 'sha256:b')
  expect(asked).toHaveLength(3)
  ends[2]?.()
  expect(String(await patient)).toBe('interactive')
  await reader
})
