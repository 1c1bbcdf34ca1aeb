import type { BodyOf, ParamsOf, ResponseOf } from '#lib/api/endpoint.ts'
import { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import type {
  addMirror as adding,
  changeMirror as changing,
  getMirror as getting,
  listMirrors as listing,
  Mirror,
} from '#lib/api/mirrors.ts'
import type { Context } from '../context.ts'
import { readMirrors, requireMirror, requireStoredMirror } from '../mirrors/mirrors.ts'
import { presentMirror } from '../mirrors/present-mirror.ts'
import { deleteMirror, insertMirror, requireSoundMirror, updateMirror } from '../mirrors/save-mirrors.ts'

type Params = ParamsOf<typeof getting>

/** Those of the configuration file first, then in the order in which they were added. */
export async function listMirrors({ runtime }: Context): Promise<ResponseOf<typeof listing>> {
  const mirrors = await readMirrors(runtime)
  return { items: await Promise.all(mirrors.map((mirror) => presentMirror(runtime, mirror))) }
}

/** Throws `mirror_not_found`. */
export const getMirror = async (context: Context, { id }: Params): Promise<Mirror> =>
  presentMirror(context.runtime, await requireMirror(context, id))

/** Throws `conflict` for an id in use, and `invalid_request` for a range or a schedule that mean nothing. */
export async function addMirror(
  context: Context,
  { id, ...definition }: BodyOf<typeof adding>,
): Promise<Mirror> {
  await requireSoundMirror(definition)
  await insertMirror(context, { id, definition })
  return getMirror(context, { id })
}

/** Throws `mirror_is_configured_by_file`, and `conflict` where it is not the version that the caller names. */
export async function changeMirror(
  context: Context,
  { id }: Params,
  { version, ...patch }: BodyOf<typeof changing>,
): Promise<Mirror> {
  const stored = await requireStoredMirror(context, id)
  const definition = MirrorDefinition.parse({ ...stored.definition, ...patch })
  await requireSoundMirror(definition)
  await updateMirror(context, { id, definition }, version ?? stored.version)
  return getMirror(context, { id })
}

/** What it brought stays, and so do its runs. Throws `mirror_is_configured_by_file`. */
export async function removeMirror(context: Context, { id }: Params): Promise<null> {
  await requireStoredMirror(context, id)
  await deleteMirror(context, id)
  return null
}
