import type { RepositoryGraph } from '#lib/engines/deletion/graph.ts'
import type { Context } from '../../context.ts'
import type { Place } from '../../index/place.ts'
import type { Patience } from './patience.ts'
import type { ItemRow, RunRow } from './run-store.ts'
import type { TagWatch } from './tag-watch.ts'

/** What is needed to work on one repository of a run. */
export interface Pass {
  /** In whose name: whoever said that the run should begin. */
  readonly context: Context
  readonly run: RunRow
  readonly jobId: string
  readonly place: Place
  readonly patience: Patience
  /** Whether somebody has asked it to stop. */
  isCancelled(): Promise<boolean>
  /** A line in the log of the job. */
  log(code: string, detail: string): Promise<void>
}

/** The same once the repository was read. */
export interface ReadPass extends Pass {
  readonly graph: RepositoryGraph
  readonly watch: TagWatch
}

/** A tag of the run that is still to go. */
export type TagRow = ItemRow & { readonly tag: string }

export const isTagRow = (row: ItemRow): row is TagRow => row.tag !== null

export const nameOf = ({ tag, digest }: Pick<ItemRow, 'tag' | 'digest'>) => tag ?? digest ?? ''
