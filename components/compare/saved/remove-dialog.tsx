'use client'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { problemOf } from '#lib/client/call.ts'
import { useChangeComparisons } from '#lib/client/use-saved-comparisons.ts'

interface RemoveDialogProps {
  readonly comparison: SavedComparison
  readonly onClose: () => void
}

/** Asks before a saved comparison and its checks are forgotten. */
export default function RemoveDialog({ comparison: { id, name }, onClose }: RemoveDialogProps) {
  const t = useTranslations('comparisons')
  const problems = useTranslations('problems')
  const { remove } = useChangeComparisons()
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: () => {
        toast.success(t('removed'))
        onClose()
      },
      onError: (error) => {
        const { code, detail } = problemOf(error)
        toast.error(problems(`${code}.title`), { description: detail })
      },
    })
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('removeTitle', { name })}
      description={t('removeText')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={confirm}>
            {t('remove')}
          </Button>
        </>
      }
    />
  )
}
