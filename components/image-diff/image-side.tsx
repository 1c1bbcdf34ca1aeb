'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type ImageAddress, readableImageAddress } from '#lib/client/image-address.ts'
import { manifestPath } from '#lib/client/paths.ts'
import type { ImageComparison } from '#lib/client/use-compared-images.ts'
import { useManifest } from '#lib/client/use-manifest.ts'

interface ImageSideProps {
  readonly side: 'left' | 'right'
  readonly address: ImageAddress
  readonly children: ReactNode
}

/** One of the two, under its name, which leads to it. */
function ImageSide({ side, address, children }: ImageSideProps) {
  const t = useTranslations('imageDiff')
  return (
    <section
      aria-label={t(side)}
      className="grid min-w-0 content-start gap-1 rounded-md border border-border px-3 py-2"
    >
      <p className="text-muted text-xs">{t(side)}</p>
      <Link
        href={manifestPath(address.registry, address.repository, address.reference)}
        prefetch={false}
        className="break-all font-mono text-accent text-xs leading-6 hover:underline"
      >
        {readableImageAddress(address)}
      </Link>
      {children}
    </section>
  )
}

interface ComparedSideProps extends Omit<ImageSideProps, 'children'> {
  readonly image: ImageComparison['left']
}

/** What it is in one line, of the platform that is compared. */
export function ComparedSide({ side, address, image }: ComparedSideProps) {
  const t = useTranslations('imageDiff')
  return (
    <ImageSide side={side} address={address}>
      <p className="flex flex-wrap items-center gap-x-3">
        <Kind kind={image.kind} note={image.mediaType} />
        <Digest digest={image.digest} isCopyShown />
        <Bytes
          bytes={image.size}
          unknownReason={image.imageDigest === null ? t('noSuchPlatform') : undefined}
        />
        <RelativeTime time={image.createdAt} />
      </p>
      <p className="text-muted text-xs">
        <FreshnessLine freshness={image.freshness} />
      </p>
    </ImageSide>
  )
}

interface SideAloneProps extends Omit<ImageSideProps, 'children'> {
  /** It is asked for again: the comparison is to be, too. */
  readonly onRetry: () => void
}

/** The two could not be compared: what is the matter with this one, if anything. */
export function SideAlone({ side, address, onRetry }: SideAloneProps) {
  const t = useTranslations('imageDiff')
  const query = useManifest(address)
  return (
    <ImageSide side={side} address={address}>
      {query.isError ? (
        <ProblemState
          error={query.error}
          onRetry={() => {
            void query.refetch()
            onRetry()
          }}
          isRetrying={query.isFetching}
        />
      ) : query.data ? (
        <>
          <p className="flex flex-wrap items-center gap-x-3">
            <Kind kind={query.data.kind} note={query.data.mediaType} />
            <Digest digest={query.data.digest} isCopyShown />
          </p>
          <p className="text-muted text-xs">{t('isThere')}</p>
        </>
      ) : (
        <Skeleton className="w-64" />
      )}
    </ImageSide>
  )
}
