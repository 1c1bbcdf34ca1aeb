'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { isTyping } from '#components/ui/typing.ts'
import { leave } from '#lib/client/leaving.ts'
import {
  activityPath,
  cleanupPath,
  comparePath,
  mirrorsPath,
  overviewPath,
  policiesPath,
  searchPath,
} from '#lib/client/paths.ts'

const destinations: Readonly<Record<string, string>> = {
  r: overviewPath,
  c: comparePath,
  m: mirrorsPath,
  p: policiesPath,
  a: activityPath,
  d: cleanupPath,
  s: searchPath,
}
const sequenceMs = 1_200

/** The keys of every page: `/`, `g` then a letter, `?`. None while someone types or a dialog is open. */
export function useGlobalKeys({ onHelp }: { onHelp: () => void }) {
  const router = useRouter()
  const help = useRef(onHelp)
  useEffect(() => {
    help.current = onHelp
  })
  useEffect(() => {
    let goSince = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTyping(event.target) || document.querySelector('[role=menu]')) return
      const dialog = document.querySelector('[role=dialog]')
      // What is open is in front of the page: its own filter is the one that is meant.
      if (dialog && event.key !== '/') return
      const destination = destinations[event.key]
      if (event.timeStamp - goSince < sequenceMs && destination) {
        event.preventDefault()
        leave(() => router.push(destination))
      } else if (event.key === '/') {
        const filter = (dialog ?? document).querySelector<HTMLInputElement>('[data-filter]')
        if (!filter) return
        event.preventDefault()
        filter.focus()
        filter.select()
      } else if (event.key === '?') {
        event.preventDefault()
        help.current()
      }
      goSince = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [router])
}
