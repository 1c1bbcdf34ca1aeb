'use client'
import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { ToggleChip } from '#components/ui/chip.tsx'
import { PageHeader, Toolbar } from '#components/ui/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { problemOf } from '#lib/client/call.ts'
import type { ImageAddress } from '#lib/client/image-address.ts'
import { useComparedImages } from '#lib/client/use-compared-images.ts'
import { useManifest } from '#lib/client/use-manifest.ts'
import { Comparison } from './comparison.tsx'
import { ImagePicker } from './image-picker.tsx'
import { SideAlone } from './image-side.tsx'
import { type ImageDiffState, useImageDiffState } from './use-image-diff-state.ts'

/** Any two images beside each other. */
export function ImageDiffPage() {
  const t = useTranslations('imageDiff')
  const state = useImageDiffState()
  const [isChoosing, setIsChoosing] = useState(false)
  const { left, right, texts, onlyDifferences, set } = state
  const isComplete = left !== null && right !== null
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <PageHeader title={t('title')} facts={[{ id: 'lead', content: t('lead') }]} />
      {isComplete && (
        <Toolbar>
          <ToggleChip isOn={onlyDifferences} onChange={(only) => void set({ only: only || null })}>
            {t('onlyDifferences')}
          </ToggleChip>
          <Button onClick={() => void set({ left: texts.right, right: texts.left })}>
            <ArrowLeftRight aria-hidden className="size-4" />
            {t('swap')}
          </Button>
          <Button aria-expanded={isChoosing} onClick={() => setIsChoosing(!isChoosing)}>
            {t('otherImages')}
          </Button>
        </Toolbar>
      )}
      {(!isComplete || isChoosing) && (
        <ImagePicker
          key={`${texts.left} ${texts.right}`}
          state={state}
          onChosen={() => setIsChoosing(false)}
        />
      )}
      {isComplete && <Compared state={state} left={left} right={right} />}
    </div>
  )
}

interface ComparedProps {
  readonly state: ImageDiffState
  readonly left: ImageAddress
  readonly right: ImageAddress
}

function Compared({ state, left, right }: ComparedProps) {
  const query = useComparedImages(left, right, state.platform)
  if (query.data)
    return (
      <Comparison
        left={left}
        right={right}
        comparison={query.data}
        onlyDifferences={state.onlyDifferences}
        onPlatform={(platform) => void state.set({ platform })}
        isStale={query.isPlaceholderData}
      />
    )
  if (!query.isError) return <ComparisonSkeleton />
  return <Failure {...{ state, left, right, query }} />
}

interface FailureProps extends ComparedProps {
  readonly query: ReturnType<typeof useComparedImages>
}

/** What went wrong, on the side that it is about where it is about one. */
function Failure({ state, left, right, query }: FailureProps) {
  const t = useTranslations('imageDiff')
  const isOfPlatform = state.platform !== null && problemOf(query.error).code === 'invalid_request'
  const sides = [useManifest(isOfPlatform ? null : left), useManifest(isOfPlatform ? null : right)]
  const retry = () => void query.refetch()
  return (
    <div className="grid gap-3 px-4 pb-10 md:px-6">
      {!sides.some(({ isError }) => isError) && (
        <ProblemState
          error={query.error}
          onRetry={retry}
          isRetrying={query.isFetching}
          action={
            isOfPlatform && (
              <Button onClick={() => void state.set({ platform: null })}>{t('anyPlatform')}</Button>
            )
          }
        />
      )}
      {!isOfPlatform && (
        <div className="grid items-start gap-3 md:grid-cols-2">
          <SideAlone side="left" address={left} onRetry={retry} />
          <SideAlone side="right" address={right} onRetry={retry} />
        </div>
      )}
    </div>
  )
}

function ComparisonSkeleton() {
  const t = useTranslations('ui')
  return (
    <div role="status" className="grid gap-3 px-4 md:px-6">
      <span className="sr-only">{t('loading')}</span>
      <div className="grid gap-3 md:grid-cols-2">
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-2/3" />
    </div>
  )
}
