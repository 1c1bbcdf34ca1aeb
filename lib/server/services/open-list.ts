import type { Freshness } from '#lib/api/common.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../index/failure.ts'
import type { Place } from '../index/place.ts'
import { readRepositoryRow } from '../index/repository-page.ts'
import { inBackground } from '../index/single-flight.ts'
import { refreshTagList } from '../index/tag-list.ts'
import { openRepository } from './open-repository.ts'
import { isTagListDue, tagsFreshness } from './present-repository.ts'

interface ListState {
  /** Something of the list is being looked up. */
  readonly isBusy: () => boolean
  /** What keeps the registry from being asked for now. */
  readonly trouble: Failure | null
  /** Of the list, not of the page: how many tags nobody has looked up. */
  readonly unresolved: number
}

interface OpenList {
  readonly place: Place
  /** How fresh the list is; to be asked once its page was read and what is due has been begun. */
  freshness(state: ListState): Promise<Freshness>
}

/** A repository of which somebody reads a list. Throws what `openRepository` throws. */
export async function openList(
  context: Context,
  params: { registry: string; repository: string },
  { cursor }: { readonly cursor?: string | undefined },
): Promise<OpenList> {
  const { place, row } = await openRepository(context, params)
  // Only who begins to read: the pages of one list fit together.
  if (cursor === undefined && isTagListDue(place, row)) inBackground(refreshTagList(place))
  return {
    place,
    async freshness({ isBusy, trouble, unresolved }) {
      const latest = (await readRepositoryRow(context.runtime, params.registry, params.repository)) ?? row
      const busy = isBusy()
      return {
        ...tagsFreshness(place, latest, busy),
        // Rows that are not being looked up for now: that has a reason.
        ...(trouble && !busy && unresolved > 0 ? { state: 'unreachable', problem: trouble } : {}),
      }
    },
  }
}
