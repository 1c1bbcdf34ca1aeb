import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CopyRequest } from '#lib/api/copy-plan.ts'
import type { Role } from '#lib/api/roles.ts'
import { startEmbeddedRegistry } from '#lib/embedded/registry.ts'
import type { Context } from '../context.ts'
import { openWorldUnderTest, settingsUnderTest } from '../index/store-under-test.ts'
import { RegistryDirectory } from '../registries/directory.ts'
import type { RegistrySettings } from '../registries/settings.ts'
import type { Runtime } from '../runtime.ts'

/** Two real registries, `one` and `two`, and a store, for tests of copies. */
export async function openCopyWorld() {
  const world = await openWorldUnderTest()
  const dir = await mkdtemp(join(tmpdir(), 'portolan-copy-'))
  const [one, two] = await Promise.all(
    ['one', 'two'].map((name) => startEmbeddedRegistry({ dir: join(dir, name) })),
  )
  if (!one || !two) throw new Error('no registries')
  const directories: RegistryDirectory[] = []
  /** Somebody who works with these registries; `more` changes the settings of one of them. */
  const contextOf = (
    role: Role = 'editor',
    more: { readonly [id: string]: Partial<RegistrySettings> } = {},
    config: Partial<Runtime['config']> = {},
  ): Context => {
    const registries = new RegistryDirectory(
      [
        { id: 'one', url: one.url },
        { id: 'two', url: two.url },
      ].map((settings) => settingsUnderTest({ ...settings, ...more[settings.id] })),
      async () => [],
    )
    directories.push(registries)
    const runtime: Runtime = {
      ...world.placeOf({}).runtime,
      registries,
      config: { trashDays: 7, ...config } as Runtime['config'],
    }
    return {
      runtime,
      actor: { id: '', username: 'ada', role },
      requestId: 'a-request',
      signal: new AbortController().signal,
    }
  }
  return {
    store: world.store,
    one,
    two,
    contextOf,
    close: async () => {
      await Promise.all(directories.map((directory) => directory.close()))
      await Promise.all([one.close(), two.close()])
      await world.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
export type CopyWorld = Awaited<ReturnType<typeof openCopyWorld>>

export const copyRequest = (body: unknown): CopyRequest => CopyRequest.parse(body)
