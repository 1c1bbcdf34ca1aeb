'use client'
import { parseAsString, useQueryState } from 'nuqs'

/** The tag whose deletion is to be thought about: in the address, so that it can be linked to. */
export const useTagToDelete = () => useQueryState('delete', parseAsString.withOptions({ history: 'replace' }))
