'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Failure } from '#components/shared/failure-notice.tsx'
import { focusTable } from '#components/shared/focus-table.ts'
import { referenceName } from '#components/shared/use-copy-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { problemOf } from '#lib/client/call.ts'
import { formatWishes, isRetag } from '#lib/client/copy-items.ts'
import { type CopyAsked, forgetCopy } from '#lib/client/copy-request.ts'
import { followCopy } from '#lib/client/followed-copies.ts'
import { copyPath } from '#lib/client/paths.ts'
import { useStartCopy } from '#lib/client/use-copies.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { CopyBody } from './copy-body.tsx'
import { useCopyForm } from './use-copy-form.ts'

interface CopySheetProps {
  readonly asked: CopyAsked
  readonly onAddress: (text: string | null) => unknown
}

/** A longer address is no link any more: what it would name is kept in mind alone. */
const maxAddressLength = 1_500
/** More than so much is watched on a page of its own. */
const maxInPassing = { items: 20, bytes: 200_000_000 }

/** Where something is to be copied to, what would be sent, and the button that makes it happen. */
export default function CopySheet({ asked, onAddress }: CopySheetProps) {
  const t = useTranslations('copies.sheet')
  const router = useRouter()
  // It stays about what it was opened for: the address follows it, and not the other way round.
  const [{ items, onStarted }] = useState(asked)
  const form = useCopyForm(items)
  const start = useStartCopy()
  const mayCopy = useIsAllowed('copy')
  const { wishes, plan, body } = form

  useEffect(() => {
    const text = formatWishes(wishes)
    void onAddress(text.length <= maxAddressLength ? text : null)
  }, [wishes, onAddress])

  const close = () => {
    forgetCopy()
    void onAddress(null)
  }
  const [only] = items
  const name = only ? referenceName(only.from) : ''
  const retags = isRetag(items)
  const copied = plan.data?.totals.copied ?? 0
  const confirm = () => {
    if (body === null) return
    start.mutate(body, {
      onSuccess: ({ id, totals }) => {
        onStarted?.()
        followCopy({ id, isUndo: false })
        forgetCopy()
        if (totals.items > maxInPassing.items || totals.send > maxInPassing.bytes) router.push(copyPath(id))
        else {
          void onAddress(null)
          focusTable()
        }
      },
      // Something was pushed there meanwhile: the plan says what.
      onError: () => void plan.refetch(),
    })
  }
  return (
    <Sheet
      open
      side="wide"
      onOpenChange={(isOpen) => {
        if (!isOpen && !start.isPending) close()
      }}
      title={retags ? t('retagTitle', { name }) : t('title', { count: items.length, name })}
      initialFocus="marked"
      isFilling
      footer={
        <>
          {!mayCopy && <p className="flex-1 text-muted">{t('onlyEditors')}</p>}
          <Button onClick={close} disabled={start.isPending}>
            {t('keep')}
          </Button>
          {mayCopy && (
            <Button
              variant="primary"
              onClick={confirm}
              loading={start.isPending}
              disabled={body === null || !plan.isCurrent || copied === 0}
            >
              {retags ? t('confirmRetag') : t('confirm', { count: copied })}
            </Button>
          )}
        </>
      }
    >
      <CopyBody
        items={items}
        form={form}
        isRetag={retags}
        notice={start.error ? <Failure problem={problemOf(start.error)} /> : null}
      />
    </Sheet>
  )
}
