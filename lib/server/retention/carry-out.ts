import { eq } from 'drizzle-orm'
import type { PolicyRunCounts } from '#lib/api/policy-run.ts'
import type { Ending } from '../automations/kind.ts'
import type { Context } from '../context.ts'
import { executeRun } from '../deletion/run/execute-run.ts'
import { planRun } from '../deletion/run/plan-run.ts'
import { startAudit } from '../index/audit-trail.ts'
import { policyRuns } from '../store/schema.ts'
import { evaluatePolicy, type PolicyEvaluation } from './evaluate-policy.ts'

type Run = typeof policyRuns.$inferSelect

/**
 * Judges the tags as the preview does, has a deletion planned for those that go, which reads the truth from the registries
 * again, and executes it unless the run is dry. Returns how it ended; a deletion that was begun says the rest itself.
 */
export async function carryOut(context: Context, run: Run): Promise<Ending> {
  const { runtime } = context
  const { automationId: policy, definition, isDryRun } = run
  const trail = await startAudit(context, { action: 'policy.run', detail: isDryRun ? 'dry run' : null })
  try {
    const deletionId = run.deletionId ?? (await plan(context, run))
    if (typeof deletionId !== 'string') {
      await trail.succeeded({ detail: deletionId.problem?.detail ?? 'nothing to delete' })
      return deletionId
    }
    if (!isDryRun) await executeRun(context, deletionId)
    await trail.succeeded({ detail: `deletion ${deletionId}${isDryRun ? ', planned only' : ''}` })
    return { state: isDryRun ? 'planned' : 'succeeded' }
  } catch (error) {
    await trail.failed({ detail: error instanceof Error ? error.message : String(error) })
    throw error
  }

  /** The id of the deletion, or how the run ends without one. */
  async function plan(context: Context, { id }: Run): Promise<string | Ending> {
    const evaluation = await evaluatePolicy(runtime, definition, new Date())
    const save = (values: Partial<typeof policyRuns.$inferInsert>) =>
      runtime.store.db.update(policyRuns).set(values).where(eq(policyRuns.id, id))
    const items = itemsOf(evaluation)
    await save({ counts: countsOf(evaluation, items.length) })
    const { exceeded } = evaluation
    if (exceeded?.isRefused) {
      const detail = `${exceeded.wanted} tags would go, and the guard ${exceeded.guard} lets ${exceeded.allowed} go.`
      return { state: 'refused', problem: { code: 'guard', detail } }
    }
    if (items.length === 0) return { state: isDryRun ? 'planned' : 'succeeded' }
    const deletion = await planRun(context, {
      items,
      options: { children: true, referrers: definition.referrers },
      policy: { id: policy, name: definition.name },
    })
    await save({ deletionId: deletion.id })
    return deletion.id
  }
}

/** What goes, each on the digest on which it was judged: a tag that has moved since stays. */
function itemsOf({ evaluated }: PolicyEvaluation) {
  return evaluated.flatMap(({ repository: { registry, repository, tags }, verdicts }) =>
    tags.flatMap(({ name, digest }, i) =>
      verdicts[i]?.action === 'delete' && digest !== null
        ? [{ registry, repository, tag: name, expected: digest }]
        : [],
    ),
  )
}

function countsOf({ evaluated, spared }: PolicyEvaluation, toDelete: number): PolicyRunCounts {
  return {
    repositories: evaluated.length,
    repositoriesSkipped: evaluated.filter(({ repository }) => repository.doubt !== null).length,
    tags: evaluated.reduce((sum, { repository }) => sum + repository.tags.length, 0),
    toDelete,
    spared,
  }
}
