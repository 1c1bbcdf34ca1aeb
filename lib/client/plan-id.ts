'use client'
import { parseAsString, useQueryState } from 'nuqs'

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The plan that is being looked at: in the address, so that it can be linked to. */
export function usePlanId() {
  const [text, setText] = useQueryState('plan', parseAsString.withOptions({ history: 'replace' }))
  return [text !== null && uuidPattern.test(text) ? text : null, setText] as const
}
