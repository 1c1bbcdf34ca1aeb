import type { Deletion } from '#lib/api/deletion.ts'
import { listDeletionItems } from '#lib/api/deletions.ts'
import { call } from './call.ts'
import type { DeletionBody } from './deletion-request.ts'

/** What was asked for when this plan was made, read back from its items: to plan it anew with other options. Throws `ProblemError`. */
export async function readPlanBody({ id, options }: Deletion): Promise<DeletionBody> {
  const items: NonNullable<DeletionBody['items']> = []
  for (let cursor: string | undefined; ; ) {
    const page = await call(listDeletionItems, { params: { id }, query: { limit: 1000, cursor } })
    for (const { isChosen, registry, repository, tag, digest } of page.items) {
      if (!isChosen) continue
      if (tag === null) {
        if (digest !== null) items.push({ registry, repository, digest })
      } else items.push({ registry, repository, tag, ...(digest === null ? {} : { expected: digest }) })
    }
    if (page.nextCursor === null) return { items, options }
    cursor = page.nextCursor
  }
}
