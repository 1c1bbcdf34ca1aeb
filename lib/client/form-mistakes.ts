import type { DraftFault, DraftIssue } from './form-draft.ts'
import { problemOf } from './problem.ts'

/** What the page has its own sentence for; of everything else the server's words are shown. */
const known: Readonly<Record<string, DraftFault>> = {
  'schedule.cron': 'cron',
  'schedule.timezone': 'timezone',
}

/**
 * What the server can make nothing of in a policy or a mirror (a pattern that is none, a range of no versions), at the fields of the
 * form. None for every other failure.
 */
export const mistakesOf = (error: unknown): readonly DraftIssue[] =>
  issuesIn(error, /^body\.((policy|mirror)\.)?/, '')

/** The same of a schedule that was asked for by itself. */
export const scheduleMistakesOf = (error: unknown): readonly DraftIssue[] =>
  issuesIn(error, /^body\./, 'schedule.')

function issuesIn(error: unknown, prefix: RegExp, instead: string): readonly DraftIssue[] {
  const { code, issues } = problemOf(error)
  if (code !== 'invalid_request') return []
  return (issues ?? []).map(({ path: asked, message }) => {
    const path = asked.replace(prefix, instead)
    return { path, fault: known[path] ?? 'refused', message }
  })
}
