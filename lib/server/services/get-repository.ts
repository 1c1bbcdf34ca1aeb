import type { ParamsOf } from '#lib/api/endpoint.ts'
import type { getRepository as endpoint, Repository } from '#lib/api/repositories.ts'
import type { Context } from '../context.ts'
import { inBackground } from '../index/single-flight.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { openRepository } from './open-repository.ts'
import { isTagListDue, presentRepository } from './present-repository.ts'

export async function getRepository(
  context: Context,
  params: ParamsOf<typeof endpoint>,
): Promise<Repository> {
  const { place, row } = await openRepository(context, params)
  if (isTagListDue(place, row)) inBackground(refreshTagList(place))
  return presentRepository(place, row)
}
