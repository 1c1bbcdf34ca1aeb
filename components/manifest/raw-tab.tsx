'use client'
import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type Child, getRawManifest, type Manifest } from '#lib/api/manifests.ts'
import { urlOf } from '#lib/client/call.ts'
import { formatPlatform, shortDigest } from '#lib/client/format.ts'
import { useRawManifest } from '#lib/client/use-manifest.ts'
import { exactLines, prettyLines } from './json-lines.ts'
import { JsonView } from './json-view.tsx'
import type { ManifestState } from './use-manifest-state.ts'

interface RawTabProps {
  readonly manifest: Manifest
  readonly shown: Manifest | null
  readonly child: Child | null
  readonly state: ManifestState
}

/** The registry's exact bytes, as text. */
export function RawTab({ manifest, shown, child, state }: RawTabProps) {
  const t = useTranslations('manifest')
  const of = child ? (state.of ?? 'index') : 'index'
  const subject = of === 'platform' ? shown : manifest
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label={t('jsonForm')}
          value={state.json}
          options={[
            { value: 'pretty', label: t('pretty') },
            { value: 'exact', label: t('exact') },
          ]}
          onChange={(json) => void state.set({ json })}
        />
        {child && (
          <Segmented
            label={t('jsonOf')}
            value={of}
            options={[
              { value: 'index', label: t('ofIndex') },
              {
                value: 'platform',
                label: child.platform ? formatPlatform(child.platform) : shortDigest(child.digest),
              },
            ]}
            onChange={(next) => void state.set({ of: next === 'index' ? null : next })}
          />
        )}
      </div>
      {subject ? (
        <RawOf key={subject.digest} manifest={subject} form={state.json} />
      ) : (
        <p className="text-muted">{t('notThere')}</p>
      )}
    </div>
  )
}

function RawOf({ manifest, form }: { manifest: Manifest; form: 'pretty' | 'exact' }) {
  const t = useTranslations('manifest')
  const { registry, repository, digest } = manifest
  const params = { registry, repository, reference: digest }
  const query = useRawManifest(params)
  const text = query.data?.text
  const lines = useMemo(
    () => (text === undefined ? null : form === 'pretty' ? prettyLines(text) : exactLines(text)),
    [text, form],
  )
  const blobs = useMemo(
    () => new Set([manifest.config?.digest, ...manifest.layers.map((layer) => layer.digest)]),
    [manifest],
  )
  if (query.isError)
    return <ProblemState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
  if (text === undefined || lines === null) return <Skeleton className="h-80 w-full" />
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <Digest digest={digest} isCopyShown />
        <Bytes bytes={manifest.manifestSize} />
        <span className="break-all text-xs">{manifest.mediaType}</span>
        <span className="ml-auto inline-flex items-center gap-1">
          <CopyButton text={text} label={t('copyManifest')} />
          <Button size="sm" asChild>
            <a href={urlOf(getRawManifest, { params })} download={`${shortDigest(digest)}.json`}>
              <Download aria-hidden className="size-4" />
              {t('downloadManifest')}
            </a>
          </Button>
        </span>
      </div>
      {lines.isCut && <Notice title={t('cutTitle')}>{t('cutText')}</Notice>}
      <JsonView key={form} lines={lines.lines} place={{ registry, repository }} blobs={blobs} />
    </>
  )
}
