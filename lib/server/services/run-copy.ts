import type { Copy, startCopy as endpoint } from '#lib/api/copies.ts'
import type { BodyOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { beginCopy, cancelCopyRun, resumeCopyRun } from '../copy/begin-copy.ts'
import { undoCopyRun } from '../copy/undo-copy.ts'

interface Params {
  readonly id: string
}

export const startCopy = (context: Context, body: BodyOf<typeof endpoint>): Promise<Copy> =>
  beginCopy(context, body)

export const cancelCopy = (context: Context, { id }: Params): Promise<Copy> => cancelCopyRun(context, id)

export const resumeCopy = (context: Context, { id }: Params): Promise<Copy> => resumeCopyRun(context, id)

export const undoCopy = (context: Context, { id }: Params): Promise<Copy> => undoCopyRun(context, id)
