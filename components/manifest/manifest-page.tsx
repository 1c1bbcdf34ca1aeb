'use client'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import type { Child, Manifest } from '#lib/api/manifests.ts'
import { useManifest } from '#lib/client/use-manifest.ts'
import { AnnotationsTab } from './annotations-tab.tsx'
import { LayersTab } from './layers-tab.tsx'
import { ManifestHeader, Siblings } from './manifest-header.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { findChild } from './platform-key.ts'
import { PlatformSwitcher } from './platform-switcher.tsx'
import { RawTab } from './raw-tab.tsx'
import { ReferrersTab } from './referrers-tab.tsx'
import { useManifestState } from './use-manifest-state.ts'

interface ManifestPageProps {
  readonly registry: string
  readonly repository: string
  /** A tag or a digest. */
  readonly reference: string
}

/** What one tag or digest is made of. */
export function ManifestPage(place: ManifestPageProps) {
  const query = useManifest(place)
  const manifest = query.data
  if (!manifest) {
    if (!query.isError) return <ManifestSkeleton reference={place.reference} />
    return (
      <>
        <PageHeader title={<span className="break-all">{place.reference}</span>} />
        <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      </>
    )
  }
  return <LoadedManifest manifest={manifest} />
}

function LoadedManifest({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('manifest')
  const state = useManifestState()
  const child = manifest.children.length > 0 ? findChild(manifest.children, state.platform) : null
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-10">
      <ManifestHeader manifest={manifest} />
      <Siblings manifest={manifest} />
      {manifest.kind === 'schema1' && (
        <div className="px-4 pb-3 md:px-6">
          <Notice title={t('schema1Title')}>{t('schema1Text')}</Notice>
        </div>
      )}
      <PlatformSwitcher
        all={manifest.children}
        chosen={child}
        onChoose={(platform) => void state.set({ platform })}
      />
      <Content manifest={manifest} child={child} />
    </div>
  )
}

function Content({ manifest, child }: { manifest: Manifest; child: Child | null }) {
  const t = useTranslations('manifest')
  const state = useManifestState()
  const isThere = child !== null && child.state !== 'missing'
  const ofChild = useManifest(
    isThere
      ? { registry: manifest.registry, repository: manifest.repository, reference: child.digest }
      : null,
  )
  const shown = child === null ? manifest : (ofChild.data ?? null)
  const trouble =
    child === null ? null : !isThere ? (
      <Notice tone="warning" title={t('missingTitle')}>
        {t('missingText')}
      </Notice>
    ) : ofChild.isError && !shown ? (
      <ProblemState error={ofChild.error} onRetry={() => ofChild.refetch()} isRetrying={ofChild.isFetching} />
    ) : shown === null ? (
      <ContentSkeleton />
    ) : null
  const layers = shown === null || shown.children.length > 0 ? undefined : shown.layers.length
  return (
    <div className="px-4 md:px-6">
      <Tabs
        label={t('tabsLabel')}
        value={state.tab}
        onChange={(tab) => void state.set({ tab })}
        tabs={[
          {
            value: 'overview',
            label: t('tab.overview'),
            content: <OverviewTab manifest={manifest} shown={shown} state={state} trouble={trouble} />,
          },
          {
            value: 'layers',
            label: t('tab.layers'),
            count: layers,
            content: trouble ?? (shown && <LayersTab manifest={shown} />),
          },
          {
            value: 'annotations',
            label: t('tab.annotations'),
            content: <AnnotationsTab manifest={manifest} shown={shown} child={child} />,
          },
          {
            value: 'referrers',
            label: t('tab.referrers'),
            content: <ReferrersTab manifest={manifest} child={child} />,
          },
          {
            value: 'raw',
            label: t('tab.raw'),
            content: <RawTab manifest={manifest} shown={shown} child={child} state={state} />,
          },
        ]}
      />
    </div>
  )
}

const ContentSkeleton = () => (
  <div className="grid gap-3">
    <Skeleton className="h-8 w-full" />
    <Skeleton className="h-8 w-full" />
    <Skeleton className="h-8 w-2/3" />
  </div>
)

function ManifestSkeleton({ reference }: { reference: string }) {
  const t = useTranslations('ui')
  return (
    <div role="status" className="grid gap-4 px-4 pt-4 md:px-6">
      <span className="sr-only">{t('loading')}</span>
      <h1 className="break-all font-semibold text-xl">{reference}</h1>
      <Skeleton className="h-4 w-96" />
      <Skeleton className="h-8 w-80" />
      <ContentSkeleton />
    </div>
  )
}
