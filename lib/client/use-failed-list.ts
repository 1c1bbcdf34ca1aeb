'use client'
import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { addLiveView } from './live-views.ts'

/** How long what has failed is left alone, whatever happens meanwhile. */
const pauseMs = 5_000

interface Failing {
  readonly queryKey: QueryKey
  readonly hasData: boolean
  readonly error: Error | null
  readonly refetch: () => unknown
}

/**
 * For a list that a registry is asked for when nothing is known: that asking has ended is news, and whoever asked again at
 * once for such news, having failed, would ask for ever. Answers the error that stands, also while it is tried again.
 */
export function useFailedList({ queryKey, hasData, error, refetch }: Failing): Error | null {
  const key = JSON.stringify(queryKey)
  const [last, setLast] = useState<{ readonly key: string; readonly error: Error } | null>(null)
  if (error !== null && (last?.key !== key || last.error !== error)) setLast({ key, error })
  const standing = hasData || last?.key !== key ? null : last.error
  const again = useEffectEvent(refetch)
  const hasFailed = standing !== null
  useEffect(() => {
    if (!hasFailed) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const remove = addLiveView({
      key: JSON.parse(key),
      onChange: () => {
        timer ??= setTimeout(() => {
          timer = undefined
          again()
        }, pauseMs)
      },
    })
    return () => {
      clearTimeout(timer)
      remove()
    }
  }, [hasFailed, key])
  return standing
}
