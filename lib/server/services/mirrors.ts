import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { previewMirrorDraft as draft, MirrorPreview, previewMirror as stored } from '#lib/api/mirrors.ts'
import { requireAutomation } from '../automations/known.ts'
import { requireSound } from '../automations/save.ts'
import type { Context } from '../context.ts'
import { mirrorKind } from '../mirrors/mirror-kind.ts'
import { previewOf } from '../mirrors/preview-mirror.ts'
import { automationServices } from './automations.ts'

export const mirrorServices = automationServices(mirrorKind)

/** What a run would do, read from the registries now. Throws `mirror_not_found`. */
export async function previewMirror(
  context: Context,
  { id }: ParamsOf<typeof stored>,
  { limit }: BodyOf<typeof stored>,
): Promise<MirrorPreview> {
  const { definition } = await requireAutomation(mirrorKind, context, id)
  return previewOf(context, id, definition, limit)
}

/** The same for a mirror that nobody has stored like this. Throws `invalid_request` for a range that means nothing. */
export async function previewMirrorDraft(
  context: Context,
  { mirror, id, limit }: BodyOf<typeof draft>,
): Promise<MirrorPreview> {
  await requireSound(mirrorKind, mirror, 'body.mirror')
  return previewOf(context, id ?? null, mirror, limit)
}
