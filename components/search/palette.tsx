'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { announce } from '#components/ui/announcer.tsx'
import { type Hit, hitTypes } from '#lib/api/search.ts'
import { problemOf } from '#lib/client/call.ts'
import { searchPath } from '#lib/client/paths.ts'
import { hitKey, hitPath, useDebounced, useSearch } from '#lib/client/use-search.ts'
import { HitName, HitReason } from './hit-name.tsx'
import { PaletteItem, paletteGroup } from './palette-item.tsx'
import { PaletteStart } from './palette-start.tsx'

const pauseMs = 80
const limit = 24

interface PaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** What ⌘K opens: type, and whatever is known by it in any registry is a press of Enter away. */
export default function Palette({ open, onOpenChange }: PaletteProps) {
  const t = useTranslations('search')
  const before = useRef<Element | null>(null)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-backdrop" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus()
          }}
          className="fade-in fixed inset-x-0 top-[min(96px,10vh)] z-50 mx-auto flex max-h-[min(560px,80dvh)] w-[min(680px,calc(100vw-24px))] flex-col overflow-hidden rounded-md border border-border bg-surface shadow-raised focus:outline-none"
        >
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <PaletteBody onClose={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const t = useTranslations('search')
  const router = useRouter()
  const [text, setText] = useState('')
  const [selected, setSelected] = useState('')
  /** Enter was pressed before the answer was there: it is meant for the first hit of that answer. */
  const [isWaiting, setIsWaiting] = useState(false)
  const q = useDebounced(text, pauseMs)
  const answer = useSearch(q, limit)
  const hits = text.trim() === '' ? [] : (answer.data?.items ?? [])
  const isPending = text.trim() !== '' && (q !== text || answer.isPlaceholderData || answer.isPending)
  const isSettled = text.trim() !== '' && !isPending
  const first = hits[0] ? hitKey(hits[0]) : ''
  const allPath = `${searchPath}?q=${encodeURIComponent(text.trim())}`

  const go = (path: string) => {
    onClose()
    router.push(path)
  }
  // A new answer begins at its best hit.
  useEffect(() => {
    if (isSettled && !answer.isError) setSelected(first || 'all')
  }, [isSettled, answer.isError, first])
  const count = answer.data?.items.length ?? 0
  useEffect(() => {
    if (isSettled && !answer.isError) announce(t('hitCount', { count }))
  }, [isSettled, answer.isError, count, t])
  const goRef = useRef(go)
  useEffect(() => {
    goRef.current = go
  })
  const best = hits[0]
  useEffect(() => {
    if (!isWaiting || !isSettled) return
    setIsWaiting(false)
    if (!answer.isError) goRef.current(best ? hitPath(best) : allPath)
  }, [isWaiting, isSettled, answer.isError, best, allPath])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isPending || event.nativeEvent.isComposing) return
    event.preventDefault()
    setIsWaiting(true)
  }
  return (
    <Command
      label={t('title')}
      shouldFilter={false}
      loop
      value={selected}
      onValueChange={setSelected}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-col"
    >
      <div className="flex items-center gap-2 border-border border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          value={text}
          onValueChange={(next) => {
            setText(next)
            setIsWaiting(false)
          }}
          maxLength={256}
          placeholder={t('placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
        />
      </div>
      {text.trim() !== '' && answer.isError && (
        <p role="alert" className="border-border border-b px-4 py-2 text-warning">
          {t('failed')} {problemOf(answer.error).detail}
        </p>
      )}
      {isSettled && answer.data && (hits.length === 0 || answer.data.corrected) && (
        <p className="px-4 pt-2 text-muted text-xs">
          {hits.length === 0
            ? t('nothing', { q: text.trim() })
            : answer.data.corrected && t('corrected', { words: answer.data.corrected })}
        </p>
      )}
      <Command.List label={t('results')} aria-busy={isPending} className="min-h-0 flex-1 overflow-y-auto p-2">
        <HitGroups hits={hits} onGo={go} />
        {text.trim() !== '' && (
          <PaletteItem value="all" onSelect={() => go(allPath)}>
            <Search aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 truncate">{t('showAll', { q: text.trim() })}</span>
          </PaletteItem>
        )}
        <PaletteStart text={text.trim().toLowerCase()} onGo={go} onClose={onClose} />
      </Command.List>
    </Command>
  )
}

/** Types stand in the order of the answer: those with the better hits first. */
function HitGroups({ hits, onGo }: { hits: readonly Hit[]; onGo: (path: string) => void }) {
  const t = useTranslations('search')
  const types = [...new Set(hits.map((hit) => hit.type))].filter((type) => hitTypes.includes(type))
  return types.map((type) => (
    <Command.Group key={type} heading={t(`types.${type}`)} className={paletteGroup}>
      {hits
        .filter((hit) => hit.type === type)
        .map((hit) => (
          <PaletteItem key={hitKey(hit)} value={hitKey(hit)} onSelect={() => onGo(hitPath(hit))}>
            <span className="grid min-w-0 flex-1">
              <span className="truncate">
                <HitName hit={hit} />
              </span>
              {hit.type !== 'repository' && hit.type !== 'tag' && (
                <span className="truncate text-muted text-xs">
                  <HitReason hit={hit} />
                </span>
              )}
            </span>
            <span className="max-w-2/5 shrink-0 truncate text-muted text-xs">{hit.registry}</span>
          </PaletteItem>
        ))}
    </Command.Group>
  ))
}
