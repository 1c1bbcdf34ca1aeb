'use client'
import { useLocale, useTranslations } from 'use-intl'
import { CollectionAdvice } from '#components/shared/collection-advice.tsx'
import { useItemWords } from '#components/shared/use-item-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useNow } from '#components/ui/now.tsx'
import type { Deletion } from '#lib/api/deletion.ts'
import { formatBytes, formatTimeLeft, parseTime } from '#lib/client/format.ts'
import { usePlanId } from '#lib/client/plan-id.ts'

/** What is to be known of a run before its items: why it did not all go, how long it can be undone, what frees the bytes. */
export function RunNotices({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup.run')
  const [, setPlanId] = usePlanId()
  const { codeWords } = useItemWords()
  const { state, problem, isCancelling } = deletion
  if (state === 'planned')
    return (
      <Place>
        <Notice
          title={t('plannedText')}
          action={
            <Button size="sm" onClick={() => void setPlanId(deletion.id)}>
              {t('openPlan')}
            </Button>
          }
        />
      </Place>
    )
  return (
    <Place>
      {isCancelling && <p className="text-muted">{t('cancelling')}</p>}
      {problem && (
        <Notice tone="warning" title={codeWords(problem.code)}>
          <p className="font-mono text-xs">{problem.detail}</p>
        </Notice>
      )}
      <UndoLine deletion={deletion} />
      <MissingBlobs deletion={deletion} />
      <Freed deletion={deletion} />
    </Place>
  )
}

const Place = ({ children }: { children: React.ReactNode }) => (
  <div className="grid gap-2 px-4 pb-3 empty:hidden md:px-6">{children}</div>
)

/** Whether it can be undone, and for how long. */
function UndoLine({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup.run')
  const locale = useLocale()
  const now = useNow(10_000)
  const { undo, expiresAt } = deletion
  const words = () => {
    const left = (parseTime(expiresAt) ?? 0) - now
    switch (undo.state) {
      case 'running':
        return undo.left === null ? null : t('undoLeft', { count: undo.left })
      case 'done':
        return t('undone')
      case 'expired':
        return t('undoExpired')
      case 'partial':
        return t('undonePartly', { count: undo.items })
      case 'possible':
        return left > 0 ? t('undoUntil', { time: formatTimeLeft(left, locale) }) : t('undoSoon')
      default:
        return null
    }
  }
  const text = words()
  return text === null ? null : (
    <p className="text-muted" role="status">
      {text}
    </p>
  )
}

const blobsShown = 5

/** What the registry had no more when it was last asked to take something back. */
function MissingBlobs({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup.undo')
  const { missingBlobs } = deletion.undo
  if (missingBlobs.length === 0) return null
  const manifests = new Set(missingBlobs.map(({ manifest }) => manifest))
  return (
    <Notice tone="warning" title={t('missing', { count: manifests.size })}>
      <p>{t('missingText')}</p>
      <ul className="font-mono text-xs">
        {missingBlobs.slice(0, blobsShown).map(({ manifest, digest }) => (
          <li key={`${manifest} ${digest}`} className="break-all">
            {digest}
          </li>
        ))}
        {missingBlobs.length > blobsShown && <li>…</li>}
      </ul>
    </Notice>
  )
}

/** Once something is gone: what it frees, and what has to be run for that. */
function Freed({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup')
  const locale = useLocale()
  const { effects, garbageCollection, results, state } = deletion
  if (state === 'running' || (results.removed ?? 0) === 0 || garbageCollection.length === 0) return null
  return (
    <details className="text-muted">
      <summary className="w-fit rounded-sm hover:text-text">
        {effects.bytesFreed === null
          ? t('collection.label')
          : effects.bytesFreed === 0
            ? t('effects.bytesNothing')
            : t('effects.bytesFreed', { bytes: formatBytes(effects.bytesFreed, locale) })}
      </summary>
      <div className="grid max-w-160 gap-2 pt-2">
        <CollectionAdvice advice={garbageCollection} />
      </div>
    </details>
  )
}
