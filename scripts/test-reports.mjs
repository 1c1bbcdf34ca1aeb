import { readText } from './project.mjs'

/** What a step brought: numbers of tests, and why it failed where that is not a test. */
const none = { passed: 0, failed: 0, skipped: 0 }

const parse = (path) => {
  try {
    return JSON.parse(readText(path) ?? 'null')
  } catch {
    return null
  }
}

/** A check that is one thing: it passes or it fails. */
export const countCheck = ({ code }) => ({ ...none, ...(code === 0 ? { passed: 1 } : { failed: 1 }) })

/** A runner that ends well without a test, or fails without a failing one, has failed once. */
const settle = (counts, { code, problem }) => {
  if (counts.failed > 0) return counts
  if (problem) return { ...counts, failed: 1, problem }
  if (code !== 0) return { ...counts, failed: 1, problem: 'it failed outside of any test' }
  if (counts.passed === 0) return { ...counts, failed: 1, problem: 'it ran no test at all' }
  return counts
}

/** Vitest's JSON reporter. A file that cannot even be loaded has no tests: it counts as one that failed. */
export function countVitest(end, path) {
  const report = parse(path)
  if (!report) return settle(none, { ...end, problem: end.problem ?? 'it has written no report' })
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
  return settle(counts, end)
}

/** Playwright's JSON reporter. A test that passes only when it is tried again has failed. */
export function countPlaywright(end, path) {
  const report = parse(path)
  if (!report) return settle(none, { ...end, problem: end.problem ?? 'it has written no report' })
  const { expected, unexpected, flaky, skipped } = report.stats
  return settle({ passed: expected, failed: unexpected + flaky, skipped }, end)
}
