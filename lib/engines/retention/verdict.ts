export const keepReasons = [
  /** No rule is about it. */
  'not_selected',
  /** A protection; `detail` is its text. */
  'protected',
  // What a rule keeps. `detail` of the first two: by which date.
  'newest',
  'within',
  'version',
  'name',
  'regex',
  'label',
  'signed',
  /** `detail`: the tag under which its digest also is. */
  'in_use',
  'all',
  // What a rule can say nothing about. `detail` of dates: which date.
  'no_date',
  'date_meaningless',
  'date_in_future',
  'pulls_unknown',
  'not_a_version',
  'labels_unknown',
  'signed_unknown',
  'in_use_unknown',
  // What nobody knows enough of.
  'unread',
  'broken',
  /** `detail`: why of the whole repository. */
  'repository_unknown',
  // What a guard takes back.
  'minimum_left',
  'over_limit',
] as const
export type KeepReason = (typeof keepReasons)[number]

/** What becomes of a tag, and why. The same verdict is one object, however many tags have it. */
export interface Verdict {
  readonly action: 'keep' | 'delete'
  readonly reason: KeepReason | 'no_rule_keeps_it'
  /** The rule that decided; null where none did. */
  readonly rule: string | null
  readonly detail: string | null
}
