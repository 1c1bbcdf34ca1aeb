/**
 * `npm test`: installs what the tests need, then runs every check and every suite in turn, and prints
 * `N passed, N failed` alone on the last line. `--interop` adds the suite over registries built with Go;
 * `--only <words>` runs the steps with one of these words (separated by commas) in their title.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { findNode24 } from './node-24.mjs'
import { bold, green, Refusal, red } from './terminal.mjs'
import { runStep, steps } from './test-steps.mjs'
import { ensureSystem, hasGo } from './test-system.mjs'

const args = process.argv.slice(2)
const only = args.includes('--only')
  ? (args[args.indexOf('--only') + 1] ?? '').toLowerCase().split(',')
  : null
const withInterop = args.includes('--interop') || (Boolean(process.env.CI) && hasGo())
const reports = mkdtempSync(join(tmpdir(), 'portolan-test-'))

const isWanted = ({ title, isInterop }) =>
  only ? only.some((word) => title.toLowerCase().includes(word)) : !isInterop || withInterop

const heading = (title) =>
  console.log(`\n${bold(`━━ ${title} ${'━'.repeat(Math.max(0, 70 - title.length))}`)}`)

/** Prepares something; a refusal is told and counts as one failure. */
async function attempt(work) {
  try {
    await work()
    return { code: 0 }
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    return { code: 1 }
  }
}

const results = []
function conclude(title, counts) {
  results.push({ title, ...counts })
  if (counts.problem) console.error(`${title}: ${counts.problem}`)
}

async function runAll() {
  heading('What the tests need')
  let node = null
  const prepared = await attempt(async () => {
    await ensureDependencies()
    node = findNode24()
    await ensureSystem()
  })
  if (prepared.code !== 0) return conclude('What the tests need', { passed: 0, failed: 1, skipped: 0 })
  console.log('All there.')
  for (const step of steps.filter(isWanted)) {
    heading(step.title)
    const report = join(reports, `${step.title.replaceAll(' ', '-')}.json`)
    const end = step.command ? await runStep(step, { report, node }) : await attempt(() => ensureBuild(node))
    conclude(step.title, step.count(end, report))
  }
  if (results.length === 0)
    conclude('Nothing', { passed: 0, failed: 1, skipped: 0, problem: 'no step has that name' })
}

await runAll()
rmSync(reports, { recursive: true, force: true })

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
heading('Result')
for (const { title, passed, failed, skipped } of results) {
  const mark = failed > 0 ? red('✘') : green('✔')
  console.log(
    `${mark} ${title}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  )
}
if (!withInterop && !only)
  console.log('Interop tests were not asked for: npm test -- --interop (they need Go).')
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
process.exitCode = sum('failed') > 0 ? 1 : 0
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
