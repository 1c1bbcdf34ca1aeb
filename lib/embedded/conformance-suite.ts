import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const suite = 'github.com/opencontainers/distribution-spec/conformance'
/** Releases of the suite are commits; Go's module proxy has this one. It tests any version of the specification. */
const suiteVersion = 'v0.0.0-20260831232431-97274622c111'

export interface ConformanceReport {
  readonly isPassed: boolean
  /** By status: Pass, FAIL, Error, Skip, Disabled, Total. */
  readonly counts: Readonly<Record<string, number>>
  /** Every test that neither passed nor failed. */
  readonly skipped: readonly string[]
  /** What it says of each API and each kind of data: name → Pass, FAIL, Skip, Disabled. */
  readonly findings: Readonly<Record<string, string>>
  readonly output: string
}

/** Builds the official suite once, into `cacheFolder`; the path of the program. Throws where there is no Go. */
export async function buildConformanceSuite(cacheFolder: string): Promise<string> {
  const program = join(cacheFolder, `conformance-${suiteVersion}`)
  if (existsSync(program)) return program
  try {
    await run('go', ['version'])
  } catch (cause) {
    throw new Error('The official conformance suite is built with Go 1.24 or later, and no `go` was found.', {
      cause,
    })
  }
  await mkdir(cacheFolder, { recursive: true })
  const module = await mkdtemp(join(tmpdir(), 'conformance-'))
  try {
    const go = (...args: string[]) => run('go', args, { cwd: module, maxBuffer: 16 * 1024 * 1024 })
    await go('mod', 'init', 'portolan.invalid/conformance')
    await go('get', `${suite}@${suiteVersion}`)
    await go('build', '-o', `${program}.new`, suite)
    await rename(`${program}.new`, program)
  } finally {
    await rm(module, { recursive: true, force: true })
  }
  return program
}

/** Runs all workflows against the registry at `url`; `settings` are the suite's own `OCI_…` variables. */
export async function runConformanceSuite(
  program: string,
  url: string,
  resultsFolder: string,
  settings: Readonly<Record<string, string>>,
): Promise<ConformanceReport> {
  // Nothing of this shell's OCI_… may switch tests off.
  const unset = Object.keys(process.env).filter((name) => name.startsWith('OCI_'))
  const env = {
    ...process.env,
    ...Object.fromEntries(unset.map((name) => [name, undefined])),
    OCI_REGISTRY: new URL(url).host,
    OCI_TLS: 'disabled',
    OCI_REPO1: 'conformance/first',
    OCI_REPO2: 'conformance/second',
    OCI_RESULTS_DIR: resultsFolder,
    ...settings,
  }
  const { output, isPassed } = await run(program, [], {
    cwd: resultsFolder,
    env,
    maxBuffer: 64 * 1024 * 1024,
  })
    .then(({ stdout }) => ({ output: stdout, isPassed: true }))
    .catch((e: Error & { stdout?: string }) => ({ output: e.stdout || e.message, isPassed: false }))
  return { isPassed, output, ...parseOutput(output) }
}

function parseOutput(output: string) {
  const counts: Record<string, number> = {}
  const findings: Record<string, string> = {}
  const skipped: string[] = []
  for (const line of output.split('\n')) {
    const [, test] = /^ +OCI Conformance Test\/(.+): (?:Skip|Disabled)$/.exec(line) ?? []
    if (test !== undefined) skipped.push(test)
    const [, name, value] = /^ {2}(\S.*?)\.{3,}: +(\S+)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    if (/^\d+$/.test(value)) counts[name] = Number(value)
    else findings[name] = value
  }
  return { counts, findings, skipped }
}
