/** What is wrong with a field, in a word that the page has a sentence for. */
export type DraftFault =
  | 'empty'
  | 'number'
  | 'age'
  | 'id'
  | 'cron'
  | 'timezone'
  | 'beginning'
  | 'platform'
  | 'refused'

export interface DraftIssue {
  /** As in the definition: `rules.0.keep.regex`. */
  readonly path: string
  readonly fault: DraftFault
  /** What the server says of it, where it is the server that refuses. */
  readonly message?: string
}

/** What a form says, or why it says nothing. Whether its patterns mean anything is for the server to say. */
export type DraftResult<Definition> =
  | { readonly definition: Definition }
  | { readonly issues: readonly DraftIssue[] }

/** A list as it is typed: apart by commas or spaces. */
export const wordsOf = (text: string) => text.split(/[\s,]+/).filter(Boolean)

export const given = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value })
export const textOf = (text: string) => text.trim() || undefined
export const listOf = (text: string) => (wordsOf(text).length > 0 ? wordsOf(text) : undefined)

/** A schedule as it is typed; without an expression there is none. */
export const scheduleOf = ({ cron, timezone }: { readonly cron: string; readonly timezone: string }) =>
  cron.trim() ? { cron: cron.trim(), timezone: timezone.trim() || 'UTC' } : null

/**
 * What of these is worth a word in a form that somebody has just begun: what is still to be filled in is no mistake yet. It
 * stays unsaved all the same.
 */
export const beyondUnfilled = (issues: readonly DraftIssue[]) =>
  issues.filter(({ path, fault }) => fault !== 'empty' || path === 'name')
