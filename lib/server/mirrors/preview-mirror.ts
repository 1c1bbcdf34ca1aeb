import type { CopyPlanItem } from '#lib/api/copy-plan.ts'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type { MirrorPreview } from '#lib/api/mirrors.ts'
import type { Context } from '../context.ts'
import { evaluateMirror } from './evaluate-mirror.ts'

const mostShown = 100
const order: readonly CopyPlanItem['action'][] = ['copy', 'refuse', 'skip']

/** What a run would do now. Throws as `evaluateMirror` does. */
export async function previewOf(
  context: Context,
  id: string | null,
  definition: MirrorDefinition,
  limit: number,
): Promise<MirrorPreview> {
  const { plan, vanished, unread, counts } = await evaluateMirror(context, id, definition)
  const items = order.flatMap((action) => plan.items.filter((item) => item.action === action))
  return {
    asOf: new Date().toISOString(),
    counts,
    totals: plan.totals,
    items: items.slice(0, limit),
    itemsTotal: items.length,
    vanished: vanished.slice(0, mostShown),
    deletesVanished: definition.deleteVanished,
    unread: unread.slice(0, mostShown),
  }
}
