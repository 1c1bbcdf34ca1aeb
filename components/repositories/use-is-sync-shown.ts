'use client'
import { parseAsBoolean, useQueryState } from 'nuqs'

/** Whether the sheet of walks and failures is open: in the address, so that others can link to it. */
export const useIsSyncShown = () => useQueryState('sync', parseAsBoolean.withDefault(false))
