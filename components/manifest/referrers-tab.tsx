'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Child, Manifest, Referrer } from '#lib/api/manifests.ts'
import { formatPlatform, shortDigest } from '#lib/client/format.ts'
import { manifestPath } from '#lib/client/paths.ts'
import { useReferrers } from '#lib/client/use-manifest.ts'
import type { RepositoryPlace } from './blob-link.tsx'
import { Section } from '#components/shared/section.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'

interface ReferrersTabProps {
  readonly manifest: Manifest
  readonly child: Child | null
}

/** Signatures, attestations and SBOMs: of the tag's own digest, and of the platform that is looked at. */
export function ReferrersTab({ manifest, child }: ReferrersTabProps) {
  const t = useTranslations('manifest')
  const isIndex = manifest.children.length > 0
  return (
    <div className="grid gap-6">
      {manifest.subject && (
        <Section title={t('subject')}>
          <p>
            {t('subjectText')}{' '}
            <Link
              href={manifestPath(manifest.registry, manifest.repository, manifest.subject.digest)}
              className="font-mono text-accent text-xs hover:underline"
            >
              {shortDigest(manifest.subject.digest)}
            </Link>
          </p>
        </Section>
      )}
      <ReferrersOf
        key={manifest.digest}
        title={t(isIndex ? 'referrersOfIndex' : 'referrersOfManifest')}
        place={manifest}
        digest={manifest.digest}
        inIndex={[]}
      />
      {child && (
        <ReferrersOf
          key={child.digest}
          title={t('referrersOfPlatform', {
            platform: child.platform ? formatPlatform(child.platform) : shortDigest(child.digest),
          })}
          place={manifest}
          digest={child.digest}
          inIndex={child.attestations}
        />
      )}
    </div>
  )
}

interface ReferrersOfProps {
  readonly title: string
  readonly place: RepositoryPlace
  readonly digest: string
  /** Attestations that the index holds for it; the list itself may know them too. */
  readonly inIndex: readonly Referrer[]
}

function ReferrersOf({ title, place, digest, inIndex }: ReferrersOfProps) {
  const t = useTranslations('manifest')
  const query = useReferrers(place.registry, place.repository, digest)
  const listed = query.data?.items ?? []
  const known = new Set(listed.map((referrer) => referrer.digest))
  const all = [...listed, ...inIndex.filter((referrer) => !known.has(referrer.digest))]
  return (
    <Section title={title}>
      {all.length > 0 && (
        <ShowMore items={all} step={50}>
          {(shown) => (
            <ul aria-label={title}>
              {shown.map((referrer) => (
                <ReferrerRow key={referrer.digest} referrer={referrer} place={place} />
              ))}
            </ul>
          )}
        </ShowMore>
      )}
      {query.isPending && (
        <div role="status" className="grid gap-2 py-2">
          <span className="sr-only">{t('readingReferrers')}</span>
          <Skeleton className="w-80" />
          <Skeleton className="w-64" />
        </div>
      )}
      {query.isError && (
        <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      )}
      {query.isSuccess && all.length === 0 && (
        <EmptyState title={t('noReferrers')}>{t('noReferrersText')}</EmptyState>
      )}
    </Section>
  )
}

// What an in-toto attestation is about: SLSA provenance, SPDX.
const predicate = 'in-toto.io/predicate-type'

function ReferrerRow({ referrer, place }: { referrer: Referrer; place: RepositoryPlace }) {
  const t = useTranslations('manifest')
  const type = referrer.annotations[predicate] ?? referrer.artifactType ?? referrer.mediaType
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 border-border border-t py-1.5 first:border-t-0">
      <span className="w-24">
        <Kind kind={referrer.kind} />
      </span>
      <span className="inline-flex items-center gap-1">
        <Link
          href={manifestPath(place.registry, place.repository, referrer.digest)}
          className="font-mono text-accent text-xs hover:underline"
        >
          {shortDigest(referrer.digest)}
        </Link>
        <CopyButton
          text={referrer.digest}
          label={t('copyDigestOf', { digest: shortDigest(referrer.digest) })}
        />
      </span>
      <span className="min-w-0 flex-1 basis-60 truncate text-muted text-xs max-md:basis-full">{type}</span>
      <span className="text-muted text-xs">{t(`source.${referrer.source}`)}</span>
      <span className="text-right md:w-18">
        <Bytes bytes={referrer.size} />
      </span>
    </li>
  )
}
