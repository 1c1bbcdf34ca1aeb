'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DeletionConfirm, wordOf } from '#components/shared/deletion-confirm.tsx'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Deletion } from '#lib/api/deletion.ts'
import { useExecuteDeletion } from '#lib/client/use-deletions.ts'

interface GoOnDialogProps {
  readonly deletion: Deletion
  /** How many items are left. */
  readonly count: number
  readonly onClose: () => void
}

/** Going on deletes as the run did in the beginning: it is asked about in the same way. */
export default function GoOnDialog({ deletion, count, onClose }: GoOnDialogProps) {
  const t = useTranslations('cleanup.goOn')
  const execute = useExecuteDeletion()
  const [isTyped, setIsTyped] = useState(false)
  const goOn = () => execute.mutate(deletion.id, { onSuccess: onClose })
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || execute.isPending || onClose()}
      title={t('title', { count })}
      description={t('text')}
      initialFocus="marked"
      footer={
        <>
          <Button onClick={onClose} disabled={execute.isPending} data-autofocus>
            {t('keep')}
          </Button>
          <Button variant="danger" disabled={!isTyped} loading={execute.isPending} onClick={goOn}>
            {t('confirm', { count })}
          </Button>
        </>
      }
    >
      <DeletionConfirm word={wordOf(deletion)} count={count} onChange={setIsTyped} />
      {execute.error && <ProblemState error={execute.error} onRetry={goOn} isRetrying={execute.isPending} />}
    </Dialog>
  )
}
