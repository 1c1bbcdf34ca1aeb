'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { tagPattern } from '#lib/api/names.ts'
import { repositoryPath } from '#lib/client/paths.ts'
import { useTagToDelete } from '#lib/client/use-delete-tag.ts'
import { focusTable, useDeletedToast } from './after-deletion.ts'
import { DeleteTagBody } from './delete-tag-body.tsx'
import { useTagDeletion } from './use-tag-deletion.ts'

interface DeleteTagDialogProps {
  readonly registry: string
  readonly repository: string
  /** The page is about the tag itself, and there is nothing left to show when it is gone. */
  readonly isLeaving?: boolean
}

/** Opens for the tag that `?delete=` names: what would happen, and the button that makes it happen. */
export function DeleteTagDialog({ registry, repository, isLeaving = false }: DeleteTagDialogProps) {
  const [wanted, setWanted] = useTagToDelete()
  const tag = wanted !== null && tagPattern.test(wanted) ? wanted : null
  // While it closes, the dialog still shows what it was about.
  const [last, setLast] = useState(tag)
  useEffect(() => {
    if (tag !== null) setLast(tag)
  }, [tag])
  const shown = tag ?? last
  if (shown === null) return null
  return (
    <DialogFor
      key={shown}
      place={{ registry, repository, tag: shown }}
      isOpen={tag !== null}
      isLeaving={isLeaving}
      onClose={() => void setWanted(null)}
    />
  )
}

interface DialogForProps {
  readonly place: { readonly registry: string; readonly repository: string; readonly tag: string }
  readonly isOpen: boolean
  readonly isLeaving: boolean
  readonly onClose: () => void
}

function DialogFor({ place, isOpen, isLeaving, onClose }: DialogForProps) {
  const t = useTranslations('deletion')
  const ui = useTranslations('ui')
  const router = useRouter()
  const tellDeleted = useDeletedToast()
  const deletion = useTagDeletion(place, isOpen)
  const { state } = deletion

  const confirm = () =>
    deletion.confirm((deleted) => {
      tellDeleted(deleted)
      if (isLeaving) router.replace(repositoryPath(place.registry, place.repository))
      else {
        onClose()
        focusTable()
      }
    })
  // While it runs, how it ends is what everyone waits for: closing would hide it.
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open && state !== 'deleting') onClose()
      }}
      title={t('title', { tag: place.tag })}
      description={`${place.registry} / ${place.repository}`}
      initialFocus="marked"
      footer={
        <>
          <Button onClick={onClose} disabled={state === 'deleting'} data-autofocus>
            {t(state === 'refused' ? 'close' : 'keep')}
          </Button>
          {state === 'moved' && (
            <Button variant="primary" onClick={deletion.acceptNewDigest} disabled={!deletion.canAccept}>
              {t('showNewPlan')}
            </Button>
          )}
          {state === 'unreadable' && (
            <Button variant="primary" onClick={deletion.readAgain} loading={deletion.isReading}>
              {ui('retry')}
            </Button>
          )}
          {(state === 'ready' || state === 'deleting' || state === 'failed') && (
            <Button variant="danger" onClick={confirm} loading={state === 'deleting'}>
              {t('confirm', { tag: place.tag })}
            </Button>
          )}
        </>
      }
    >
      <DeleteTagBody deletion={deletion} registry={place.registry} />
    </Dialog>
  )
}
