'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'
import type { Holder } from '#lib/api/places.ts'
import { shortDigest } from '#lib/client/format.ts'
import { manifestPath } from '#lib/client/paths.ts'

interface HolderListProps {
  readonly holders: readonly Holder[]
  readonly hasMore: boolean
  /** What the page itself is about. */
  readonly here: {
    readonly registry: string
    readonly repository: string
    readonly tag: string | null
    readonly digest: string
  }
}

const tagsShown = 6

/** Registries, repositories and tags that hold the digest, as far as they were seen to. */
export function HolderList({ holders, hasMore, here }: HolderListProps) {
  const t = useTranslations('manifest.places')
  return (
    <div className="grid gap-1">
      <h3 className="font-medium">{t('holders')}</h3>
      {holders.length === 0 && <p className="text-muted">{t('noHolders')}</p>}
      {holders.length > 0 && (
        <ShowMore items={holders} step={20}>
          {(shown) => (
            <ul aria-label={t('holders')} className="grid gap-1">
              {shown.map((holder) => (
                <li
                  key={`${holder.registry}/${holder.repository}@${holder.digest}`}
                  className="flex min-w-0 flex-wrap items-baseline gap-x-2"
                >
                  <span className="break-all font-mono text-xs leading-6">
                    {holder.registry}/{holder.repository}
                  </span>
                  <Tags holder={holder} here={here} />
                  {holder.isInIndex && <span className="text-muted text-xs">{t('inIndex')}</span>}
                  {holder.seenAt !== null && (
                    <span className="text-muted text-xs">
                      {t.rich('seen', { time: () => <RelativeTime time={holder.seenAt} /> })}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </ShowMore>
      )}
      {hasMore && <p className="text-muted">{t('moreHolders')}</p>}
    </div>
  )
}

function Tags({ holder, here }: { holder: Holder; here: HolderListProps['here'] }) {
  const t = useTranslations('manifest.places')
  const { registry, repository, digest, tags, tagCount } = holder
  const isHere = registry === here.registry && repository === here.repository
  if (tags.length === 0)
    return (
      <>
        {isHere && here.tag === null && digest === here.digest ? (
          <span className="font-mono text-xs leading-6">@{shortDigest(digest)}</span>
        ) : (
          <Link
            href={manifestPath(registry, repository, digest)}
            prefetch={false}
            className="font-mono text-accent text-xs leading-6 hover:underline"
          >
            @{shortDigest(digest)}
          </Link>
        )}
        <span className="text-muted text-xs">{t('untagged')}</span>
      </>
    )
  const rest = tagCount - Math.min(tags.length, tagsShown)
  return (
    <>
      {tags.slice(0, tagsShown).map((tag) =>
        isHere && tag === here.tag ? (
          <span key={tag} className="break-all font-mono text-xs leading-6">
            :{tag} <span className="font-sans text-muted">{t('here')}</span>
          </span>
        ) : (
          <Link
            key={tag}
            href={manifestPath(registry, repository, tag)}
            prefetch={false}
            className="break-all font-mono text-accent text-xs leading-6 hover:underline"
          >
            :{tag}
          </Link>
        ),
      )}
      {rest > 0 && <span className="text-muted text-xs">{t('moreTags', { count: rest })}</span>}
    </>
  )
}
