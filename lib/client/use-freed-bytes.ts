'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { estimateFreed } from '#lib/api/freed-bytes.ts'
import { call } from './call.ts'
import type { DeletionBody } from './deletion-request.ts'

/** A selection that grows with each press of a key is asked about once it has come to rest. */
const restMs = 300

/** What deleting this would free, by what the index knows; undefined while that is being found out, or where nobody asks. */
export function useFreedBytes(body: DeletionBody, isAsked = true) {
  const text = useMemo(() => JSON.stringify(body), [body])
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs)
    return () => clearTimeout(timer)
  }, [text])
  const query = useQuery({
    queryKey: [estimateFreed.id, {}, rested] as const,
    queryFn: ({ signal }) => call(estimateFreed, { body: JSON.parse(rested) as DeletionBody, signal }),
    enabled: isAsked,
    staleTime: 10_000,
    gcTime: 10_000,
  })
  return rested === text ? query.data : undefined
}
