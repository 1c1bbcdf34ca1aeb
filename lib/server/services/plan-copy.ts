import type { CopyPlan, planCopy as endpoint } from '#lib/api/copy-plan.ts'
import type { BodyOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { planCopyOf } from '../copy/plan-copy.ts'

/** What a copy would do, read from the registries just now. Nothing is sent. */
export const planCopy = (context: Context, body: BodyOf<typeof endpoint>): Promise<CopyPlan> =>
  planCopyOf(context, body)
