import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { at, readText, root } from './project.mjs'
import { countCheck, countPlaywright, countVitest } from './test-reports.mjs'

const { scripts } = JSON.parse(readText(at('package.json')))

const check = (title, script, minutes) => ({
  title,
  command: () => scripts[script],
  minutes,
  count: countCheck,
})

const vitest = (title, script, minutes) => ({
  title,
  command: (report) => `${scripts[script]} --reporter=default --reporter=json --outputFile.json="${report}"`,
  minutes,
  count: countVitest,
})

const playwright = (title, script, minutes) => ({
  title,
  command: () => `${scripts[script]} --reporter=list,json`,
  // Playwright takes the report's path from the environment alone.
  env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  minutes,
  count: countPlaywright,
})

/** All that `npm test` runs, in turn. A step without a command is done by the script itself. */
export const steps = [
  check('Format', 'format:check', 3),
  check('Lint', 'lint', 5),
  check('Types', 'types', 10),
  vitest('Unit tests', 'test:unit', 15),
  vitest('Contract tests', 'test:contract', 20),
  { title: 'Build', minutes: 20, count: countCheck },
  vitest('Server tests', 'test:server', 45),
  playwright('Browser tests', 'test:e2e', 55),
  { ...vitest('Interop tests', 'test:interop', 60), isInterop: true },
]

/**
 * Runs a command to its end, or until its time is over, with everything that it started. Resolves with the exit code
 * and, where it was ended, with why.
 */
export function runStep({ command, minutes, env }, { report, node }) {
  return new Promise((resolve) => {
    const bin = [at('node_modules', '.bin'), process.env.PATH].join(delimiter)
    const child = spawn('sh', ['-c', command(report)], {
      cwd: root,
      env: { ...process.env, PATH: bin, NODE: node, ...env?.(report) },
      stdio: ['ignore', 'inherit', 'inherit'],
      // A process group of its own, so that nothing of it outlives the step.
      detached: true,
    })
    let problem
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // It has ended by itself.
      }
    }
    const interrupt = () => {
      end('SIGTERM')
      process.exit(130)
    }
    const timer = setTimeout(() => {
      problem = `it was ended after ${minutes} minutes`
      end('SIGTERM')
      setTimeout(end, 5000, 'SIGKILL').unref()
    }, minutes * 60_000)
    process.once('SIGINT', interrupt)
    process.once('SIGTERM', interrupt)
    child.once('error', (error) => {
      problem = error.message
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
      end('SIGKILL')
      resolve({ code: code ?? 1, problem })
    })
  })
}
