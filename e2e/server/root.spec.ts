import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { endAll, StoreApp } from './app-process.ts'
import { postmasterOf, writtenIn } from './database.ts'
import { copyProject, isRoot, ordinaryPlace, project, scratch, writable } from './places.ts'

afterEach(endAll)

const ownerOf = (pid: number) => statSync(`/proc/${pid}`).uid

// What can be shown depends on who runs the tests: there are two sets, and neither is left out in silence.
if (isRoot) {
  describe('started as root', () => {
    test('from a checkout that only root can enter, the database runs under an unprivileged account', async () => {
      const cwd = copyProject(0o700)
      const dataDir = join(scratch(), 'data')
      const app = new StoreApp({ cwd }, dataDir, 'write')
      await app.writes(5)
      expect(ownerOf(postmasterOf(dataDir))).not.toBe(0)
      expect(await app.end()).toBe(0)
      const again = new StoreApp({ cwd }, dataDir)
      await again.line('open')
      expect(await writtenIn(dataDir)).toContain('4')
    })

    test('a data folder made for root alone is opened to that account, and to no other', async () => {
      const dataDir = join(scratch(), 'data')
      mkdirSync(dataDir, { mode: 0o700 })
      const app = new StoreApp({ cwd: project }, dataDir)
      await app.line('open')
      expect(statSync(dataDir).mode & 0o007).toBe(0)
    })

    test('a strict umask does not shut the account out', async () => {
      const dataDir = join(scratch(), 'a', 'b', 'data')
      const umask = process.umask(0o077)
      try {
        const app = new StoreApp({ cwd: project }, dataDir)
        await app.line('open')
      } finally {
        process.umask(umask)
      }
    })

    test('a data folder inside one that only root can enter is refused with a way out', async () => {
      const dataDir = join(scratch(0o700), 'data')
      const app = new StoreApp({ cwd: project }, dataDir)
      expect(await app.exit()).toBe(1)
      expect(await app.line('error forbidden')).toContain(dataDir)
      expect(await app.line('error forbidden')).toContain('PORTOLAN_DATA_DIR')
    })

    test('a folder that an ordinary user has used goes on under that user', async () => {
      const place = ordinaryPlace()
      const dataDir = join(writable(place), 'data')
      const app = new StoreApp(place, dataDir, 'write')
      await app.writes(3)
      await app.end()
      execFileSync('chmod', ['755', dataDir])
      const asRoot = new StoreApp({ cwd: project }, dataDir)
      await asRoot.line('open')
      expect(ownerOf(postmasterOf(dataDir))).toBe(place.ids?.uid)
      await asRoot.end()
      const back = new StoreApp(place, dataDir)
      await back.line('open')
    })
  })
} else {
  describe('started as an ordinary user (as root there are more of these tests)', () => {
    test('the database runs under that user', async () => {
      const dataDir = join(scratch(), 'data')
      const app = new StoreApp({ cwd: project }, dataDir)
      await app.line('open')
      expect(ownerOf(postmasterOf(dataDir))).toBe(process.getuid?.())
    })
  })
}
