'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { ImageAddress } from '#lib/client/image-address.ts'
import type { ImageComparison } from '#lib/client/use-compared-images.ts'
import { ConfigDiff } from './config-diff.tsx'
import { HistoryDiff } from './history-diff.tsx'
import { ComparedSide } from './image-side.tsx'
import { LayersDiff } from './layers-diff.tsx'
import { PlatformChoice } from './platform-choice.tsx'
import { ReferrersDiff } from './referrers-diff.tsx'

interface ComparisonProps {
  readonly left: ImageAddress
  readonly right: ImageAddress
  readonly comparison: ImageComparison
  readonly onlyDifferences: boolean
  readonly onPlatform: (platform: string) => void
  /** Another platform is on its way. */
  readonly isStale: boolean
}

/** Both images, section by section. */
export function Comparison({
  left,
  right,
  comparison,
  onlyDifferences,
  onPlatform,
  isStale,
}: ComparisonProps) {
  return (
    <div aria-busy={isStale} className="grid gap-6 px-4 pb-10 md:px-6">
      <div className="grid gap-3">
        <div className="grid gap-3 md:grid-cols-2">
          <ComparedSide side="left" address={left} image={comparison.left} />
          <ComparedSide side="right" address={right} image={comparison.right} />
        </div>
        <PlatformChoice platforms={comparison.platforms} chosen={comparison.platform} onChoose={onPlatform} />
        <Verdict comparison={comparison} />
      </div>
      {comparison.platform !== null && (
        <div className={clsx('grid gap-6', isStale && 'opacity-60')}>
          {/* What the files and packages in the layers say has its place here, between what an image is set to and what it is made of. */}
          <ConfigDiff comparison={comparison} onlyDifferences={onlyDifferences} />
          <HistoryDiff history={comparison.history} onlyDifferences={onlyDifferences} />
          <LayersDiff layers={comparison.layers} onlyDifferences={onlyDifferences} />
          <ReferrersDiff
            key={`${comparison.left.imageDigest} ${comparison.right.imageDigest}`}
            comparison={comparison}
            onlyDifferences={onlyDifferences}
          />
        </div>
      )}
    </div>
  )
}

/** What can be said of the two as a whole, where something can. */
function Verdict({ comparison }: { comparison: ImageComparison }) {
  const t = useTranslations('imageDiff')
  const { same, platform, platforms, left, right } = comparison
  if (same) return <Notice tone="success" title={t('sameBytes')} />
  if (platform === null) return <Notice tone="warning" title={t('nothingInCommon')} />
  const images = platforms.find((one) => one.platform === platform)
  if (images?.state === 'missing')
    return (
      <Notice
        tone="warning"
        title={t('missingPlatform', {
          side: t(images.left === null ? 'left' : 'right'),
          platform: platform || t('noPlatform'),
        })}
      >
        {t('missingPlatformText')}
      </Notice>
    )
  // The indexes around them are others, and what would be pulled is the same.
  if (left.imageDigest !== null && left.imageDigest === right.imageDigest)
    return <Notice title={t(platforms.every(({ state }) => state === 'same') ? 'sameImages' : 'sameImage')} />
  return null
}
