import type { BodyOf, ParamsOf } from '#lib/api/endpoint.ts'
import type { MirrorRun } from '#lib/api/mirror-run.ts'
import type {
  previewMirrorDraft as draft,
  MirrorPreview,
  runMirror as running,
  previewMirror as stored,
} from '#lib/api/mirrors.ts'
import type { Context } from '../context.ts'
import { requireMirror } from '../mirrors/mirrors.ts'
import { previewOf } from '../mirrors/preview-mirror.ts'
import { requestMirrorRun } from '../mirrors/run-mirror.ts'
import { requireSoundMirror } from '../mirrors/save-mirrors.ts'

/** What a run would do, read from the registries now. Throws `mirror_not_found`. */
export async function previewMirror(
  context: Context,
  { id }: ParamsOf<typeof stored>,
  { limit }: BodyOf<typeof stored>,
): Promise<MirrorPreview> {
  const { definition } = await requireMirror(context, id)
  return previewOf(context, id, definition, limit)
}

/** The same for a mirror that nobody has stored. Throws `invalid_request` for a range that means nothing. */
export async function previewMirrorDraft(
  context: Context,
  { mirror, limit }: BodyOf<typeof draft>,
): Promise<MirrorPreview> {
  await requireSoundMirror(mirror, 'body.mirror')
  return previewOf(context, null, mirror, limit)
}

/** Begins a run as a job. Throws `mirror_not_found`, and `conflict` while another run of the mirror is under way. */
export async function runMirror(
  context: Context,
  { id }: ParamsOf<typeof running>,
  { dryRun }: BodyOf<typeof running>,
): Promise<MirrorRun> {
  const mirror = await requireMirror(context, id)
  return requestMirrorRun(context, mirror, dryRun ?? mirror.definition.dryRun)
}
