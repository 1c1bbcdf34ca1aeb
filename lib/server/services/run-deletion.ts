import type { Deletion, UndoPreview } from '#lib/api/deletion.ts'
import type { previewUndo as previewUndoEndpoint, undoDeletion } from '#lib/api/deletions.ts'
import type { BodyOf } from '#lib/api/endpoint.ts'
import type { Context } from '../context.ts'
import { cancelRun, executeRun } from '../deletion/run/execute-run.ts'
import { previewUndo, undoRun } from '../deletion/run/undo-run.ts'

interface Params {
  readonly id: string
}

export const executeDeletion = (context: Context, { id }: Params): Promise<Deletion> =>
  executeRun(context, id)

export const cancelDeletion = (context: Context, { id }: Params): Promise<Deletion> => cancelRun(context, id)

export const previewDeletionUndo = (
  context: Context,
  { id }: Params,
  body: BodyOf<typeof previewUndoEndpoint>,
): Promise<UndoPreview> => previewUndo(context, id, body)

export const undoDeletionRun = (
  context: Context,
  { id }: Params,
  body: BodyOf<typeof undoDeletion>,
): Promise<Deletion> => undoRun(context, id, body)
