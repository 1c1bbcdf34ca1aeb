'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemState } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Sheet } from '#components/ui/dialog.tsx'
import { type DeletionRequest, forgetRequest } from '#lib/client/deletion-request.ts'
import { followRun } from '#lib/client/followed-runs.ts'
import { deletionPath } from '#lib/client/paths.ts'
import { problemOf } from '#lib/client/problem.ts'
import { useExecuteDeletion } from '#lib/client/use-deletions.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'
import { Failure } from '#components/shared/failure-notice.tsx'
import { DeletionConfirm, wordOf } from '#components/shared/deletion-confirm.tsx'
import { focusTable } from '#components/shared/focus-table.ts'
import { PlanBody, PlanReading } from './plan-body.tsx'
import { singleTagOf } from './single-tag-plan.tsx'
import { usePlan } from './use-plan.ts'

interface PlanSheetProps {
  readonly request: DeletionRequest | null
  readonly id: string | null
  readonly onId: (id: string | null) => void
}

/** More than so many are watched on a page of their own. */
const maxInPassing = 20

/** What a deletion would do, to one tag or to thousands, and the button that makes it happen. */
export default function PlanSheet({ request, id, onId }: PlanSheetProps) {
  const t = useTranslations('cleanup.plan')
  const one = useTranslations('deletion')
  const router = useRouter()
  const { plan, isPlanning, error, retry, setOptions } = usePlan(request, id, onId)
  const execute = useExecuteDeletion()
  const mayDelete = useIsAllowed('delete')
  const [isTyped, setIsTyped] = useState(false)

  const close = () => {
    forgetRequest()
    onId(null)
  }
  // Somebody has run it meanwhile: there is nothing to confirm any more.
  const hasBegun = plan !== null && plan.state !== 'planned'
  const { tagsRemoved = 0, manifestsRemoved = 0 } = plan?.effects ?? {}
  const goes = tagsRemoved + manifestsRemoved
  const confirm = () => {
    if (plan === null) return
    execute.mutate(plan.id, {
      onSuccess: () => {
        request?.onStarted?.()
        followRun({ id: plan.id, isUndo: false })
        forgetRequest()
        // The address keeps the plan until the next page is there: two changes of it at once would undo each other.
        if (goes > maxInPassing) router.push(deletionPath(plan.id))
        else if (request?.leaveTo) router.replace(request.leaveTo)
        else {
          onId(null)
          focusTable()
        }
      },
    })
  }
  const single = plan === null ? singleTagAsked(request) : (singleTagOf(plan)?.tag ?? null)
  const words = (key: 'title' | 'confirm') =>
    single !== null
      ? one(key, { tag: single })
      : tagsRemoved > 0
        ? t(key, { count: tagsRemoved })
        : t(`${key}Manifests`, { count: manifestsRemoved })
  const title =
    single !== null
      ? words('title')
      : plan === null
        ? t('titleReading')
        : goes === 0
          ? t('titleNothing')
          : words('title')
  const canConfirm = plan !== null && goes > 0 && mayDelete && !hasBegun
  return (
    <Sheet
      open
      side="wide"
      onOpenChange={(isOpen) => {
        if (!isOpen && !execute.isPending) close()
      }}
      title={title}
      initialFocus="marked"
      isFilling
      footer={
        <>
          {canConfirm && <DeletionConfirm word={wordOf(plan)} count={goes} onChange={setIsTyped} />}
          <Button onClick={close} disabled={execute.isPending} data-autofocus>
            {canConfirm ? (single === null ? t('keep') : one('keep')) : t('close')}
          </Button>
          {hasBegun && (
            <Button variant="primary" onClick={() => router.push(deletionPath(plan.id))}>
              {t('openRun')}
            </Button>
          )}
          {canConfirm && (
            <Button
              variant="danger"
              onClick={confirm}
              loading={execute.isPending}
              disabled={!isTyped || isPlanning || error !== null}
            >
              {words('confirm')}
            </Button>
          )}
        </>
      }
    >
      {error !== null ? (
        <ProblemState error={error} onRetry={retry} isRetrying={isPlanning} />
      ) : plan === null ? (
        <PlanReading />
      ) : (
        <PlanBody
          plan={plan}
          isPlanning={isPlanning}
          onOptions={setOptions}
          notice={execute.error ? <Failure problem={problemOf(execute.error)} /> : null}
        />
      )}
    </Sheet>
  )
}

/** The name of the one tag that is asked for, so that the sheet is called by it from the beginning. */
function singleTagAsked(request: DeletionRequest | null): string | null {
  const { items = [], matching } = request?.body ?? {}
  const [item] = items
  return matching === undefined && items.length === 1 && item && 'tag' in item ? item.tag : null
}
