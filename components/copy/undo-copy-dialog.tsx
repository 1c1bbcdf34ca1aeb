'use client'
import { useTranslations } from 'use-intl'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Copy } from '#lib/api/copies.ts'
import { followCopy } from '#lib/client/followed-copies.ts'
import { useChangeCopy } from '#lib/client/use-copies.ts'

interface UndoCopyDialogProps {
  readonly copy: Copy
  readonly onClose: () => void
}

/** What is put back, what goes, and what is left alone, before it is done. */
export default function UndoCopyDialog({ copy, onClose }: UndoCopyDialogProps) {
  const t = useTranslations('copies.undo')
  const undo = useChangeCopy('undo')
  const moved = copy.totals.overwritten
  const confirm = () =>
    undo.mutate(copy.id, {
      onSuccess: () => {
        followCopy({ id: copy.id, isUndo: true })
        onClose()
      },
    })
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || undo.isPending || onClose()}
      title={t('title')}
      initialFocus="marked"
      footer={
        <>
          <Button onClick={onClose} disabled={undo.isPending} data-autofocus>
            {t('keep')}
          </Button>
          <Button variant="primary" loading={undo.isPending} onClick={confirm}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      {undo.error ? (
        <ProblemState error={undo.error} onRetry={undo.reset} />
      ) : (
        <Facts>
          <Fact label={t('moved', { count: moved })} />
          <Fact label={t('made', { count: Math.max(0, (copy.results.copied ?? 0) - moved) })}>
            <p>{t('text')}</p>
          </Fact>
        </Facts>
      )}
    </Dialog>
  )
}
