import type { Deletion } from '#lib/api/deletion.ts'
import type { planDeletion as endpoint } from '#lib/api/deletions.ts'
import type { BodyOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { planRun } from '../deletion/run/plan-run.ts'

/** A plan of what would go, read from the registries just now. Nothing is deleted. */
export const planDeletion = (context: Context, body: BodyOf<typeof endpoint>): Promise<Deletion> =>
  planRun(context, body)
