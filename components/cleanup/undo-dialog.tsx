'use client'
import { useTranslations } from 'use-intl'
import type { z } from 'zod'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { nameOfItem } from '#components/shared/use-item-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Deletion, DeletionItem, UndoPreview } from '#lib/api/deletion.ts'
import { followRun } from '#lib/client/followed-runs.ts'
import { useUndoDeletion, useUndoPreview } from '#lib/client/use-deletions.ts'

interface UndoDialogProps {
  readonly deletion: Deletion
  /** One alone; null: all that was removed. */
  readonly item: DeletionItem | null
  readonly onClose: () => void
}

type Preview = z.infer<typeof UndoPreview>
const namesShown = 8

/** What would come back and what can't, asked from the registry now, before it is done. */
export default function UndoDialog({ deletion, item, onClose }: UndoDialogProps) {
  const t = useTranslations('cleanup.undo')
  const scope = { id: deletion.id, ...(item ? { items: [item.position] } : {}) }
  const preview = useUndoPreview(scope)
  const undo = useUndoDeletion()
  const { data } = preview
  const isPartial = (data?.missingBlobCount ?? 0) > 0
  const isNothing = data !== undefined && data.tags + data.manifests === 0
  const error = undo.error ?? preview.error
  const confirm = () =>
    undo.mutate(
      { ...scope, partial: isPartial },
      {
        onSuccess: () => {
          followRun({ id: deletion.id, isUndo: true })
          onClose()
        },
      },
    )
  const words = (found: Preview) =>
    isPartial
      ? t('confirmRest')
      : found.tags > 0
        ? t('confirm', { count: found.tags })
        : t('confirmManifests')
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || undo.isPending || onClose()}
      title={item ? t('titleItem', { name: nameOfItem(item) }) : t('title')}
      initialFocus="marked"
      footer={
        <>
          <Button onClick={onClose} disabled={undo.isPending} data-autofocus>
            {t('keep')}
          </Button>
          {data && !isNothing && (
            <Button variant="primary" loading={undo.isPending} onClick={confirm}>
              {words(data)}
            </Button>
          )}
        </>
      }
    >
      {error ? (
        <ProblemState
          error={error}
          onRetry={() => {
            undo.reset()
            preview.refetch()
          }}
          isRetrying={preview.isFetching}
        />
      ) : data ? (
        <Effects preview={data} isNothing={isNothing} />
      ) : (
        <div className="grid gap-3" role="status">
          <p className="text-muted">{t('reading')}</p>
          <Skeleton className="h-4 w-2/3" />
        </div>
      )}
    </Dialog>
  )
}

function Effects({ preview, isNothing }: { preview: Preview; isNothing: boolean }) {
  const t = useTranslations('cleanup.undo')
  const { tags, manifests, taken, takenCount, missingBlobs, lostManifests } = preview
  return (
    <Facts>
      <Fact label={isNothing ? t('nothing') : t('tags', { count: tags })}>
        {!isNothing && <p>{t('manifests', { count: manifests })}</p>}
      </Fact>
      {takenCount > 0 && (
        <Fact label={t('taken', { count: takenCount })}>
          <p>{t('takenText')}</p>
          <p className="break-words font-mono text-xs">
            {taken
              .slice(0, namesShown)
              .map(({ tag }) => tag)
              .join(', ')}
            {takenCount > namesShown && ' …'}
          </p>
        </Fact>
      )}
      {lostManifests > 0 && (
        <Fact label={t('missing', { count: lostManifests })}>
          <p>{t('missingText')}</p>
          <ul className="font-mono text-xs">
            {missingBlobs.slice(0, namesShown).map(({ manifest, digest }) => (
              <li key={`${manifest} ${digest}`} className="break-all">
                {digest}
              </li>
            ))}
            {missingBlobs.length > namesShown && <li>…</li>}
          </ul>
        </Fact>
      )}
    </Facts>
  )
}
