'use client'
import { Play, Square, Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Copy } from '#lib/api/copies.ts'
import { problemOf } from '#lib/client/problem.ts'
import { useChangeCopy } from '#lib/client/use-copies.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { isUnderWay } from './copy-state.tsx'

const UndoCopyDialog = dynamic(() => import('./undo-copy-dialog.tsx'), { ssr: false })

/** Stop, go on, undo: whatever makes sense now. */
export function CopyActions({ copy }: { copy: Copy }) {
  const t = useTranslations('copies.run')
  const problems = useTranslations('problems')
  const mayCopy = useIsAllowed('copy')
  const [isUndoing, setIsUndoing] = useState(false)
  const cancel = useChangeCopy('cancel')
  const resume = useChangeCopy('resume')
  if (!mayCopy) return null
  const { id, state, isCancelling, undo } = copy
  const tell = {
    onError: (error: unknown) => {
      const { code, detail } = problemOf(error)
      toast.error(problems(`${code}.title`), { description: detail })
    },
  }
  const isMoving = isUnderWay(copy)
  const canResume = state === 'partial' || state === 'failed' || state === 'cancelled'
  return (
    <>
      {isMoving && (
        <Button loading={cancel.isPending || isCancelling} onClick={() => cancel.mutate(id, tell)}>
          <Square aria-hidden className="size-4" />
          {t('cancel')}
        </Button>
      )}
      {!isMoving && canResume && (
        <Button variant="primary" loading={resume.isPending} onClick={() => resume.mutate(id, tell)}>
          <Play aria-hidden className="size-4" />
          {t('resume')}
        </Button>
      )}
      {!isMoving && undo.state === 'possible' && (
        <Button onClick={() => setIsUndoing(true)}>
          <Undo2 aria-hidden className="size-4" />
          {t('undo')}
        </Button>
      )}
      {isUndoing && <UndoCopyDialog copy={copy} onClose={() => setIsUndoing(false)} />}
    </>
  )
}
