'use client'
import Link from 'next/link'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useFormatter, useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Manifest } from '#lib/api/manifests.ts'
import { manifestPath } from '#lib/client/paths.ts'
import { useDerived } from '#lib/client/use-sizes.ts'
import { Section } from '#components/shared/section.tsx'

/** What an image is built on, and what is built on it. Nothing is shown of what nobody knows. */
export function BaseSection({ manifest, shown }: { manifest: Manifest; shown: Manifest | null }) {
  const t = useTranslations('manifest')
  const [isOpen, setOpen] = useQueryState('derived', parseAsBoolean.withDefault(false))
  const base = shown?.base ?? null
  const claim = shown?.baseClaim ?? manifest.baseClaim
  const { count } = manifest.builtOnThis
  if (!base && !claim && count === 0) return null
  return (
    <Section title={t('baseTitle')}>
      {base && <BaseLine manifest={manifest} base={base} />}
      {claim && claim.agrees !== true && (
        <p className="break-all text-muted">{t('baseClaim', { name: claim.name ?? claim.digest ?? '' })}</p>
      )}
      {count > 0 && (
        <div>
          <Button aria-expanded={isOpen} onClick={() => void setOpen(isOpen ? null : true)}>
            {t(manifest.builtOnThis.isAtLeast ? 'builtOnThisAtLeast' : 'builtOnThis', { count })}
          </Button>
        </div>
      )}
      {isOpen && count > 0 && <DerivedList manifest={manifest} />}
    </Section>
  )
}

function BaseLine({ manifest, base }: { manifest: Manifest; base: NonNullable<Manifest['base']> }) {
  const t = useTranslations('manifest')
  const place = base.registry === manifest.registry ? '' : `${base.registry}/`
  return (
    <p className="break-words">
      {t('builtOn')}{' '}
      <Link
        href={manifestPath(base.registry, base.repository, base.tag)}
        prefetch={false}
        className="font-mono text-accent underline"
      >
        {place}
        {base.repository}:{base.tag}
      </Link>{' '}
      <span className="text-muted">{t('baseLayers', { count: base.layers })}</span>
    </p>
  )
}

function DerivedList({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest')
  const tUi = useTranslations('ui')
  const { number } = useFormatter()
  const { registry, repository, reference } = manifest
  const list = useDerived({ registry, repository, reference }, true)
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
  if (!list.data)
    return (
      <div role="status">
        <span className="sr-only">{tUi('loading')}</span>
        <Skeleton className="h-16 w-full" />
      </div>
    )
  return (
    <>
      <ul aria-label={t('derivedLabel')} className="grid gap-1">
        {list.data.pages
          .flatMap(({ items }) => items)
          .map((item) => (
            <li key={`${item.registry}/${item.repository}@${item.digest}`} className="min-w-0 break-words">
              <Link
                href={manifestPath(item.registry, item.repository, item.tag)}
                prefetch={false}
                className="font-mono text-accent hover:underline"
              >
                {item.registry === registry ? '' : `${item.registry}/`}
                {item.repository}:{item.tag}
              </Link>
              {item.tagCount > 1 && (
                <span className="text-muted"> {t('moreTags', { count: number(item.tagCount - 1) })}</span>
              )}
            </li>
          ))}
      </ul>
      {list.hasNextPage && (
        <div>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('derivedMore')}
          </Button>
        </div>
      )}
    </>
  )
}
