'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { streamEvents } from '#lib/api/live.ts'
import { urlOf } from './call.ts'
import { LiveConnection } from './live-connection.ts'
import { affectedBy } from './live-queries.ts'
import { setLive } from './live-state.ts'
import { refetchAffected, tellViews } from './live-views.ts'
import { Paced } from './paced.ts'

/** A page that nobody looks at for so long hears no more until somebody does: browsers allow six connections to one host. */
const hiddenMs = 30_000

/** Keeps what is shown true: one stream of changes for the whole tab, and what each change affects is asked for again. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const paced = new Paced()
    const connection = new LiveConnection({
      open: (since) => new EventSource(urlOf(streamEvents, { query: { since } })),
      now: () => performance.now(),
      onConnected: setLive,
      onChange: (change) => {
        for (const { key, gapMs } of affectedBy(change)) {
          tellViews(key)
          paced.run(JSON.stringify([gapMs, ...key]), gapMs, () => refetchAffected(client, key))
        }
      },
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const onVisibility = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') connection.start()
      else timer = setTimeout(() => connection.stop(), hiddenMs)
    }
    connection.start()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      connection.stop()
    }
  }, [client])
}
