import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { countCheck, countPlaywright, countVitest } from './test-reports.mjs'

const dir = mkdtempSync(join(tmpdir(), 'portolan-npm-test-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let reports = 0
const reportOf = (content: unknown) => {
  const path = join(dir, `${++reports}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const well = { code: 0, problem: undefined }

describe('a step of npm test has failed', () => {
  const vitest = (more: object = {}) =>
    reportOf({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, testResults: [], ...more })
  const playwright = (stats: object) =>
    reportOf({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...stats } })

  test.each([
    ['without a report', countVitest(well, join(dir, 'none'))],
    ['with half a report', countVitest(well, reportOf('{"numPassed'))],
    ['that ran no test', countVitest(well, vitest({ numPassedTests: 0 }))],
    ['that skipped all of them', countPlaywright(well, playwright({ expected: 0, skipped: 3 }))],
    ['with a failing test', countVitest({ code: 1 }, vitest({ numFailedTests: 1 }))],
    [
      'with a file that does not load',
      countVitest({ code: 1 }, vitest({ testResults: [{ status: 'failed', assertionResults: [] }] })),
    ],
    ['that passes only when it is tried again', countPlaywright(well, playwright({ flaky: 1 }))],
    ['that ends badly though its tests pass', countPlaywright({ code: 1 }, playwright({}))],
    ['whose time is over', countVitest({ code: 1, problem: 'it was ended after 5 minutes' }, vitest())],
    ['that is a check and says no', countCheck({ code: 2 })],
  ])('%s', (_, { failed }) => expect(failed).toBe(1))

  test('by nothing else, and what it skips is counted apart', () => {
    expect(countVitest(well, vitest({ numPendingTests: 2 }))).toEqual({ passed: 3, failed: 0, skipped: 2 })
    expect(countCheck({ code: 0 })).toMatchObject({ passed: 1, failed: 0 })
  })
})

/** A script of this folder in a process of its own. */
const run = (file: string, args: readonly string[], env: Record<string, string>) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const options = { env: { NODE_ENV: 'test' as const, ...env } }
    execFile(file, args, options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    )
  })
const here = (name: string) => pathToFileURL(join(import.meta.dirname, name)).href

test('where nothing can be installed, what the tests need of the machine is named, and nothing is left out', async () => {
  symlinkSync('/bin/sh', join(dir, 'sh'))
  const code = `import { main } from '${here('terminal.mjs')}'; import { ensureSystem } from '${here('test-system.mjs')}'; main(ensureSystem)`
  const answer = await run(process.execPath, ['--input-type=module', '-e', code], { PATH: dir })
  expect(answer.code).toBe(1)
  for (const name of [
    'docker-registry',
    'openssl',
    'skopeo',
    'umoci',
    'buildah',
    'chromium',
    'fonts-noto-cjk',
  ])
    expect(answer.output).toContain(name)
  expect(answer.output).toContain('sudo apt-get install')
  expect(answer.output).not.toContain('    at ')
})

test('a long step counts its seconds on a terminal; elsewhere it says when it begins and how long it took', async () => {
  const code = `import { step } from '${here('terminal.mjs')}'; await step('Building', () => new Promise((done) => setTimeout(done, 1_600)))`
  const node = [process.execPath, '--input-type=module', '-e', code]
  const plain = await run(process.execPath, node.slice(1), {})
  expect(plain.output).toMatch(/^Building …\n✔ Building \(\d s\)\n$/)
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm' }
  const quoted = node.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const ofScript = process.platform === 'linux' ? ['-qec', quoted, '/dev/null'] : ['-q', '/dev/null', ...node]
  const { output } = await run('script', ofScript, env)
  expect(new Set(output.match(/Building … \d+ s/g)).size).toBeGreaterThan(1)
  expect(new Set(output.match(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g)).size).toBeGreaterThan(3)
})
