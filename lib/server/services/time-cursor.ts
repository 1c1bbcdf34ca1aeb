import { ApiError } from '../problem.ts'

/** Where a page of a list by time ends: the moment (in whole milliseconds) and the id of its last row. */
export interface TimePlace {
  readonly at: Date
  readonly id: string
}

export const encodeTimeCursor = ({ at, id }: TimePlace) => `${at.getTime()}.${id}`

/** null without a cursor. Throws `invalid_request` for one of another list. */
export function decodeTimeCursor(cursor: string | undefined): TimePlace | null {
  if (cursor === undefined) return null
  const [, ms, id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor) ?? []
  if (ms === undefined || id === undefined)
    throw new ApiError('invalid_request', 'The cursor does not belong to this list.')
  return { at: new Date(Number(ms)), id }
}
