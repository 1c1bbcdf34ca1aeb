import type { CopyOptions, CopyPlan } from '#lib/api/copy-plan.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { MirrorCounts } from '#lib/api/mirror-run.ts'
import type { Context } from '../context.ts'
import { planCopyOf } from '../copy/plan-copy.ts'
import type { CopyPair } from '../copy/prepare-item.ts'
import { ApiError } from '../problem.ts'
import { readMirrorScope, type UnreadRepository } from './read-scope.ts'
import { findVanished, type VanishedTag } from './vanished.ts'

/** What a mirror would do at a moment: the one thing that a preview shows and a run carries out. */
export interface MirrorEvaluation {
  readonly pairs: readonly CopyPair[]
  readonly options: CopyOptions
  readonly plan: CopyPlan
  readonly vanished: readonly VanishedTag[]
  readonly unread: readonly UnreadRepository[]
  readonly counts: MirrorCounts
}

/** Each is read from both registries, in every run. */
const maxTags = 10_000

/**
 * Reads source and target and decides what is copied and what has vanished. `id` null: a mirror that nobody has stored
 * brought nothing yet. Throws `registry_not_found`, and `invalid_request` where it is about more than ten thousand tags.
 */
export async function evaluateMirror(
  context: Context,
  id: string | null,
  definition: MirrorDefinition,
): Promise<MirrorEvaluation> {
  const { from, to, platforms, referrers, overwrite } = definition
  await context.runtime.registries.get(to.registry)
  const { read, unread } = await readMirrorScope(context, definition)
  const pairs = read.flatMap(({ name, target, tags }) =>
    tags.map(
      (tag): CopyPair => ({
        from: { registry: from.registry, repository: name, tag, digest: null },
        to: { registry: to.registry, repository: target, tag, digest: null },
      }),
    ),
  )
  if (pairs.length > maxTags)
    throw new ApiError(
      'invalid_request',
      `The mirror is about ${pairs.length} tags, and more than ${maxTags} can't be read in one run: narrow its patterns.`,
    )
  const options: CopyOptions = { platforms, referrers, overwrite }
  const plan = await planCopyOf(context, { items: pairs, options })
  const vanished = id === null ? [] : await findVanished(context, id, definition, read)
  const { totals } = plan
  return {
    pairs,
    options,
    plan,
    vanished,
    unread,
    counts: {
      repositories: read.length + unread.length,
      unread: unread.length,
      tags: pairs.length,
      toCopy: totals.copied,
      same: totals.skipped,
      refused: totals.refused,
      overwritten: totals.overwritten,
      sendBytes: totals.send,
      vanished: vanished.length,
    },
  }
}
