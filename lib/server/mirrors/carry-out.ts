import { eq } from 'drizzle-orm'
import type { MirrorRunState } from '#lib/api/mirror-run.ts'
import type { Ending } from '../automations/kind.ts'
import type { Context } from '../context.ts'
import { beginPlanned } from '../copy/begin-copy.ts'
import { executeRun } from '../deletion/run/execute-run.ts'
import { planRun } from '../deletion/run/plan-run.ts'
import { startAudit } from '../index/audit-trail.ts'
import { mirrorRuns } from '../store/schema.ts'
import { evaluateMirror, type MirrorEvaluation } from './evaluate-mirror.ts'
import { rememberBrought } from './vanished.ts'

type Run = typeof mirrorRuns.$inferSelect

/**
 * Reads the registries as the preview does, and unless the run is dry begins a copy of what is missing and, where the mirror says
 * so, a deletion of what has vanished; these say the rest themselves. Begun anew after a crash, it does not begin them twice.
 */
export async function carryOutMirror(context: Context, run: Run): Promise<Ending<MirrorRunState>> {
  const { automationId: mirrorId, definition, isDryRun } = run
  const detail = `${mirrorId}${isDryRun ? ', dry run' : ''}`
  const trail = await startAudit(context, { action: 'mirror.run', detail })
  try {
    const evaluation = await evaluateMirror(context, mirrorId, definition)
    await save(context, run, { counts: evaluation.counts })
    if (!isDryRun) {
      await copyMissing(context, run, evaluation)
      if (definition.deleteVanished) await deleteVanished(context, run, evaluation)
    }
    const { unread } = evaluation
    await trail.succeeded()
    if (isDryRun) return { state: 'planned' }
    if (unread[0] === undefined) return { state: 'succeeded' }
    const problem = { code: unread[0].code, detail: `${unread[0].repository}: ${unread[0].detail}` }
    return { state: 'partial', problem }
  } catch (error) {
    await trail.failed({ detail: `${detail}: ${error instanceof Error ? error.message : String(error)}` })
    throw error
  }
}

const save = ({ runtime }: Context, { id }: Run, values: Partial<typeof mirrorRuns.$inferInsert>) =>
  runtime.store.db.update(mirrorRuns).set(values).where(eq(mirrorRuns.id, id))

async function copyMissing(context: Context, run: Run, evaluation: MirrorEvaluation): Promise<void> {
  const { pairs, plan } = evaluation
  if (run.copyId !== null || plan.totals.copied === 0) return
  await rememberBrought(context.runtime, run.automationId, pairs, plan.items)
  const mirror = { id: run.automationId, name: run.definition.name }
  // What is there already would be most of it, run after run.
  const asked = plan.items.filter(({ action }) => action !== 'skip')
  const items = asked.flatMap(({ position }) => pairs[position] ?? [])
  const copyId = await beginPlanned(
    context,
    { items },
    {
      ...plan,
      items: asked.map((item, position) => ({ ...item, position })),
      totals: { ...plan.totals, items: asked.length, skipped: 0, skip: 0 },
    },
    mirror,
  )
  await save(context, run, { copyId })
}

async function deleteVanished(context: Context, run: Run, { vanished }: MirrorEvaluation): Promise<void> {
  if (run.deletionId !== null || vanished.length === 0) return
  const { to, referrers } = run.definition
  const { id } = await planRun(context, {
    items: vanished.map(({ repository, tag, digest }) => ({
      registry: to.registry,
      repository,
      tag,
      expected: digest,
    })),
    options: { children: true, referrers },
  })
  await save(context, run, { deletionId: id })
  await executeRun(context, id)
}
