'use client'
import dynamic from 'next/dynamic'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { parseWishes } from '#lib/client/copy-items.ts'
import { useCopyAsked } from '#lib/client/copy-request.ts'
import { useFollowedCopies } from '#lib/client/followed-copies.ts'

// Loaded when something is to be copied, and no sooner.
const CopySheet = dynamic(() => import('./copy-sheet.tsx'), { ssr: false })
const CopyToasts = dynamic(() => import('./copy-toasts.tsx'), { ssr: false })

const parser = parseAsString.withOptions({ history: 'replace' })

/** Shows what a copy would send when a page asks for it or the address names it, and tells how it ended. */
export function CopyHost() {
  const request = useCopyAsked()
  const [text, setText] = useQueryState('copy', parser)
  const named = useMemo(() => (text === null ? null : parseWishes(text)), [text])
  const followed = useFollowedCopies()
  const asked = request ?? (named && { items: named })
  return (
    <>
      {asked && <CopySheet asked={asked} onAddress={setText} />}
      {followed.length > 0 && <CopyToasts copies={followed} />}
    </>
  )
}
