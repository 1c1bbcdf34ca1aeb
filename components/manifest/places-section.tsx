'use client'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Section } from '#components/shared/section.tsx'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Manifest } from '#lib/api/manifests.ts'
import { usePlaces } from '#lib/client/use-places.ts'
import { HolderList } from './holder-list.tsx'
import { SharingList } from './sharing-list.tsx'

const openParser = parseAsBoolean.withDefault(false).withOptions({ history: 'replace' })

/** Where else this image is. It is asked for when it is opened: the answer goes through the whole index. */
export function PlacesSection({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest.places')
  const [isOpen, setOpen] = useQueryState('places', openParser)
  return (
    <Section title={t('title')}>
      <div>
        <Button aria-expanded={isOpen} onClick={() => void setOpen(isOpen ? null : true)}>
          {t(isOpen ? 'hide' : 'show')}
        </Button>
      </div>
      {isOpen && <Places manifest={manifest} />}
    </Section>
  )
}

function Places({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest.places')
  const tUi = useTranslations('ui')
  const { registry, repository, reference } = manifest
  const list = usePlaces({ registry, repository, reference }, true)
  const first = list.data?.pages[0]
  if (!first)
    return list.isError ? (
      <ProblemState error={list.error} onRetry={() => list.refetch()} isRetrying={list.isFetching} />
    ) : (
      <div role="status">
        <span className="sr-only">{tUi('loading')}</span>
        <Skeleton className="h-24 w-full" />
      </div>
    )
  return (
    <div className="grid gap-4">
      <HolderList
        holders={first.holders}
        hasMore={first.hasMoreHolders}
        here={{ registry, repository, tag: manifest.tag, digest: manifest.digest }}
      />
      <SharingList
        images={list.data?.pages.flatMap(({ items }) => items) ?? []}
        total={first.total}
        layers={first.layers}
      />
      {list.hasNextPage && (
        <div>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  )
}
