'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { manifestPath } from '#lib/client/paths.ts'
import { blobUrl, type RepositoryPlace } from './blob-link.tsx'
import type { JsonLine } from './json-lines.ts'
import { type JsonToken, tokeniseLine } from './json-tokens.ts'

interface JsonViewProps {
  readonly lines: readonly JsonLine[]
  readonly place: RepositoryPlace
  /** Digests of configs and layers: links to their bytes. Every other digest leads to its manifest. */
  readonly blobs: ReadonlySet<string | undefined>
}

const lineHeight = 20
const maxIndent = 40
// What scrolls by itself must be reached and scrolled by keyboard too (WCAG 2.1.1).
const tabStop = 0

/** Text in lines, of which only those on the screen exist. Everything in it is shown as text. */
export function JsonView({ lines, place, blobs }: JsonViewProps) {
  const t = useTranslations('manifest')
  const container = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => container.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    initialRect: { width: 0, height: 600 },
  })
  return (
    <section
      ref={container}
      tabIndex={tabStop}
      aria-label={t('rawLabel')}
      style={{ height: `min(${lines.length * lineHeight + 20}px, max(320px, calc(100dvh - 320px)))` }}
      className="overflow-auto rounded-md border border-border bg-surface-raised py-2 font-mono text-xs leading-5"
    >
      <div className="relative w-max min-w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const line = lines[index]
          return (
            line && (
              <div
                key={key}
                className="absolute left-0 flex h-5 whitespace-pre pr-4"
                style={{ transform: `translateY(${start}px)` }}
              >
                <span aria-hidden className="w-12 shrink-0 select-none pr-3 text-right text-muted">
                  {index + 1}
                </span>
                <span style={{ paddingLeft: `${Math.min(line.depth, maxIndent) * 2}ch` }}>
                  <Line line={line} place={place} blobs={blobs} />
                </span>
              </div>
            )
          )
        })}
      </div>
    </section>
  )
}

const colours: Readonly<Record<JsonToken['kind'], string>> = {
  name: 'text-text',
  string: 'text-success',
  literal: 'text-warning',
  punctuation: 'text-muted',
  digest: 'text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid',
}

interface LineProps extends Pick<JsonViewProps, 'place' | 'blobs'> {
  readonly line: JsonLine
}

function Line({ line, place, blobs }: LineProps) {
  const t = useTranslations('manifest')
  const { number } = useFormatter()
  return (
    <>
      {tokeniseLine(line.text).map(({ at, kind, text }) =>
        kind !== 'digest' ? (
          <span key={at} className={colours[kind]}>
            {text}
          </span>
        ) : blobs.has(text) ? (
          <a key={at} href={blobUrl(place, text)} download className={colours.digest}>
            {text}
          </a>
        ) : (
          <Link
            key={at}
            href={manifestPath(place.registry, place.repository, text)}
            prefetch={false}
            className={colours.digest}
          >
            {text}
          </Link>
        ),
      )}
      {line.cut > 0 && <span className="text-muted"> … {t('cutLine', { count: number(line.cut) })}</span>}
    </>
  )
}
