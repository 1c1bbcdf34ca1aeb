'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Kind } from '#components/shared/kind.tsx'
import { Section } from '#components/shared/section.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Referrer } from '#lib/api/manifests.ts'
import { problemOf } from '#lib/client/call.ts'
import { shortDigest } from '#lib/client/format.ts'
import { manifestPath } from '#lib/client/paths.ts'
import { type ImageComparison, useReferrersOf } from '#lib/client/use-compared-images.ts'
import { groupReferrers, type ReferrerRow } from './group-referrers.ts'
import { NothingDiffers } from './nothing-differs.tsx'
import { StateMark } from './state-mark.tsx'

type Side = ImageComparison['left']

interface ReferrersDiffProps {
  readonly comparison: ImageComparison
  readonly onlyDifferences: boolean
}

/** What refers to either side: to what was asked for, and to the image that is compared. */
function useSide({ registry, repository, digest, imageDigest, attestations }: Side) {
  const digests = [...new Set([digest, ...(imageDigest ? [imageDigest] : [])])]
  const answers = useReferrersOf({ registry, repository }, digests)
  const failed = answers.find(({ isError, data }) => isError && !data)
  const isPending = answers.some(({ isPending: waits }) => waits)
  const found = answers.flatMap(({ data }) => data?.items ?? [])
  return {
    isPending,
    items: failed ? null : [...found, ...attestations],
    error: failed?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.isError) void answer.refetch()
    },
  }
}

/** They are asked for apart, so that a registry that is slow with them, or has none, holds up nothing else. */
export function ReferrersDiff({ comparison, onlyDifferences }: ReferrersDiffProps) {
  const t = useTranslations('imageDiff')
  const left = useSide(comparison.left)
  const right = useSide(comparison.right)
  const isPending = left.isPending || right.isPending
  const rows = isPending ? [] : groupReferrers(left.items, right.items)
  const shown = onlyDifferences ? rows.filter(({ state }) => state !== 'same') : rows
  const failures = [
    { side: 'left' as const, ...left },
    { side: 'right' as const, ...right },
  ].filter(({ error }) => error !== null)
  return (
    <Section title={t('section.referrers')}>
      {isPending && (
        <div role="status" className="grid gap-2 py-2">
          <span className="sr-only">{t('readingReferrers')}</span>
          <Skeleton className="w-80" />
          <Skeleton className="w-64" />
        </div>
      )}
      {failures.map(({ side, error, retry }) => (
        <Notice
          key={side}
          tone="warning"
          title={t('referrersUnread', { side: t(side) })}
          action={<Button onClick={retry}>{t('retry')}</Button>}
        >
          <p className="font-mono text-xs">{problemOf(error).detail}</p>
        </Notice>
      ))}
      {!isPending && rows.length === 0 && failures.length === 0 && (
        <p className="text-muted">{t('noReferrers')}</p>
      )}
      {rows.length > 0 && shown.length === 0 && <NothingDiffers count={rows.length} />}
      {shown.length > 0 && (
        <ShowMore items={shown} step={50}>
          {(some) => (
            <ul aria-label={t('section.referrers')}>
              {some.map((row) => (
                <Row key={`${row.kind} ${row.type}`} row={row} comparison={comparison} />
              ))}
            </ul>
          )}
        </ShowMore>
      )}
    </Section>
  )
}

function Row({ row, comparison }: { row: ReferrerRow; comparison: ImageComparison }) {
  const t = useTranslations('imageDiff')
  return (
    <li className="grid grid-cols-[16px_minmax(0,2fr)_minmax(0,3fr)_minmax(0,3fr)] items-start gap-x-3 border-border border-t py-1.5 first:border-t-0 max-md:grid-cols-[16px_minmax(0,1fr)]">
      {row.state === null ? <Unknown reason={t('stateUnknown')} /> : <StateMark state={row.state} />}
      <span className="min-w-0 leading-6">
        <Kind kind={row.kind} />{' '}
        <span className="text-muted text-xs [overflow-wrap:anywhere]">{row.type.slice(0, 200)}</span>
      </span>
      <Found side="left" place={comparison.left} items={row.left} isKnown={row.state !== null} />
      <Found side="right" place={comparison.right} items={row.right} isKnown={row.state !== null} />
    </li>
  )
}

const shownOfOne = 5

interface FoundProps {
  readonly side: 'left' | 'right'
  readonly place: Side
  readonly items: readonly Referrer[]
  /** Both sides could be read. */
  readonly isKnown: boolean
}

function Found({ side, place, items, isKnown }: FoundProps) {
  const t = useTranslations('imageDiff')
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3 leading-6 max-md:col-start-2">
      <span className="text-muted text-xs leading-6 md:sr-only">{t(side)}:</span>
      {items.length === 0 && <Unknown reason={t(isKnown ? 'noneFound' : 'stateUnknown')} />}
      {items.slice(0, shownOfOne).map(({ digest }) => (
        <Link
          key={digest}
          href={manifestPath(place.registry, place.repository, digest)}
          prefetch={false}
          className="font-mono text-accent text-xs leading-6 hover:underline"
        >
          {shortDigest(digest)}
        </Link>
      ))}
      {items.length > shownOfOne && (
        <span className="text-muted text-xs leading-6">
          {t('more', { count: items.length - shownOfOne })}
        </span>
      )}
    </span>
  )
}
