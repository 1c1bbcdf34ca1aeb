'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { getBlob } from '#lib/api/manifests.ts'
import { urlOf } from '#lib/client/call.ts'
import { shortDigest } from '#lib/client/format.ts'

export interface RepositoryPlace {
  readonly registry: string
  readonly repository: string
}

export const blobUrl = (place: RepositoryPlace, digest: string) =>
  urlOf(getBlob, { params: { ...place, digest } })

interface BlobLinkProps {
  readonly place: RepositoryPlace
  readonly digest: string
  /** What is downloaded, in words. */
  readonly name: string
}

/** Downloads the bytes of a blob; the server sends them as an attachment. */
export function BlobLink({ place, digest, name }: BlobLinkProps) {
  const t = useTranslations('manifest')
  const label = t('download', { name, digest: shortDigest(digest) })
  return (
    <Tooltip content={label}>
      <a
        href={blobUrl(place, digest)}
        download
        aria-label={label}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:bg-surface-hover hover:text-text [&_svg]:size-4"
      >
        <Download aria-hidden />
      </a>
    </Tooltip>
  )
}
