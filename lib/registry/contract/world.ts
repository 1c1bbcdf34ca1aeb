import { expect } from 'vitest'
import type { Built } from '../../../e2e/lab/images.ts'
import { type PushTarget, push, pushTags } from '../../../e2e/lab/push.ts'
import type { TagSeriesOptions } from '../../../e2e/lab/tag-series.ts'
import { createRegistryClient } from '../client.ts'
import { isRegistryError, type RegistryErrorCode } from '../error.ts'
import type { Credentials, RegistryClient, RegistryOptions } from '../types.ts'
import type { Expectations } from './expectations.ts'

/** A registry under test, empty at first. */
export interface Subject extends PushTarget {
  /** May do everything. */
  readonly owner: Credentials
  /** May pull, and nothing else; null where there is no such account. */
  readonly reader: Credentials | null
  /** A quicker way to many tags than pushing them, where there is one. */
  seedTags?(repository: string, count: number, options: TagSeriesOptions): void
  stop(): Promise<void>
}

/** What the tests of a suite stand on. The registry is there once `open` has resolved. */
export interface World {
  readonly expectations: Expectations
  readonly subject: Subject
  /** The owner's client. */
  readonly client: RegistryClient
  open(start: () => Promise<Subject>): Promise<void>
  close(): Promise<void>
  /** A client of its own for a test, closed at the end of the suite. */
  connect(options: Partial<RegistryOptions> & { as?: Credentials }): RegistryClient
  /** A repository that no other test uses. */
  freshRepository(topic: string): string
  /** Puts an image there by the lab's own hand, so that a test of reading does not depend on the client's writing. */
  seed(repository: string, built: Built, tags?: string | readonly string[]): Promise<Built>
  seedTags(repository: string, count: number, options: TagSeriesOptions): Promise<void>
}

export function createWorld(expectations: Expectations): World {
  let subject: Subject | null = null
  let owner: RegistryClient | null = null
  let repositories = 0
  const clients: RegistryClient[] = []
  const present = <T>(value: T | null): T => {
    if (value === null) throw new Error('The registry has not been started.')
    return value
  }
  const connect: World['connect'] = ({ as, ...options }) => {
    const account = as ?? present(subject).owner
    const client = createRegistryClient({
      id: 'contract',
      url: present(subject).url,
      credentials: async () => account,
      ...options,
    })
    clients.push(client)
    return client
  }
  return {
    expectations,
    get subject() {
      return present(subject)
    },
    get client() {
      return present(owner)
    },
    open: async (start) => {
      subject = await start()
      owner = connect({})
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
      await subject?.stop()
    },
    connect,
    freshRepository: (topic) => `contract/${topic}-${++repositories}`,
    seed: (repository, built, tags) => push(present(subject), repository, built, tags),
    seedTags: async (repository, count, options) => {
      const place = present(subject)
      if (place.seedTags) place.seedTags(repository, count, options)
      else await pushTags(place, repository, count, options)
    },
  }
}

/** All items of a list that comes in pages. */
export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

/** The promise must fail, with a RegistryError of this code. */
export async function expectError(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  const failure = await promise.then(
    (value) => ({ unexpectedlyResolvedWith: value }),
    (error: unknown) => error,
  )
  if (!isRegistryError(failure)) expect(failure).toBe(`RegistryError ${code}`)
  else expect({ code: failure.code, detail: failure.detail }).toMatchObject({ code })
}

/** The promise must resolve where the registry does such a thing, or else fail with the code that it is known for. */
export async function expectOutcome<T>(
  promise: Promise<T>,
  outcome: 'done' | RegistryErrorCode,
): Promise<T | null> {
  if (outcome === 'done') return promise
  await expectError(promise, outcome)
  return null
}
