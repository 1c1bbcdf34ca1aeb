'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { SharingImage } from '#lib/api/places.ts'
import { manifestPath } from '#lib/client/paths.ts'

interface SharingListProps {
  /** As far as they are loaded, those that share most first. */
  readonly images: readonly SharingImage[]
  /** null: there are too many to count. */
  readonly total: number | null
  /** How many layers the image itself has. */
  readonly layers: number
}

/** Other images with some of the layers, in all registries. */
export function SharingList({ images, total, layers }: SharingListProps) {
  const t = useTranslations('manifest.places')
  return (
    <div className="grid gap-1">
      <h3 className="font-medium">{t('sharing')}</h3>
      <p className="text-muted">
        {images.length === 0
          ? t('noSharing')
          : total === null
            ? t('sharingMany')
            : t('sharingCount', { count: total })}
      </p>
      {images.length > 0 && (
        <ul aria-label={t('sharing')} className="grid">
          {images.map((image) => (
            <li
              key={`${image.registry}/${image.repository}@${image.digest}`}
              className="flex min-w-0 flex-wrap items-baseline gap-x-3 border-border border-t py-1 first:border-t-0"
            >
              <span className="min-w-0 flex-1 basis-56">
                <Link
                  href={manifestPath(image.registry, image.repository, image.tag)}
                  prefetch={false}
                  className="break-all font-mono text-accent text-xs leading-6 hover:underline"
                >
                  {image.registry}/{image.repository}:{image.tag}
                </Link>
                {image.tagCount > 1 && (
                  <span className="text-muted text-xs"> {t('moreTags', { count: image.tagCount - 1 })}</span>
                )}{' '}
                {image.isBuiltOnThis && <Badge>{t('builtOnThis')}</Badge>}
              </span>
              <span className="text-muted text-xs">
                {t('sharedLayers', { count: image.sharedLayers, of: layers })}
              </span>
              <span className="w-18 text-right">
                <Bytes bytes={image.sharedBytes} unknownReason={t('sharedUnknown')} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
