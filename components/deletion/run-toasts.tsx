'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useItemWords } from '#components/shared/use-item-words.ts'
import { toast } from '#components/ui/toast.tsx'
import { type FollowedRun, followRun, unfollowRun } from '#lib/client/followed-runs.ts'
import { deletionPath } from '#lib/client/paths.ts'
import { problemOf } from '#lib/client/problem.ts'
import { useDeletion, useUndoDeletion } from '#lib/client/use-deletions.ts'
import { singleTagOf } from './single-tag-plan.tsx'

/** Tells how runs ended that were begun on this page: with undo, while that is possible. */
export default function RunToasts({ runs }: { runs: readonly FollowedRun[] }) {
  return runs.map((run) => <RunToast key={`${run.id} ${run.isUndo}`} run={run} />)
}

const toastMs = 12_000

function RunToast({ run }: { run: FollowedRun }) {
  const t = useTranslations('cleanup.toast')
  const one = useTranslations('deletion')
  const problems = useTranslations('problems')
  const { whyOf } = useItemWords()
  const router = useRouter()
  const { data } = useDeletion(run.id)
  const { mutateAsync: undo } = useUndoDeletion()
  const isOver =
    data !== undefined &&
    (run.isUndo ? data.undo.state !== 'running' : data.state !== 'running' && data.state !== 'planned')
  useEffect(() => {
    if (!isOver || data === undefined) return
    unfollowRun(run)
    const path = deletionPath(run.id)
    // That page shows it all.
    if (window.location.pathname === path) return
    const details = { label: t('details'), onClick: () => router.push(path) }
    if (run.isUndo) {
      if (data.undo.state === 'done') toast.success(t('undone'), { duration: toastMs })
      else toast.warning(t('undonePartly'), { duration: toastMs, action: details })
      return
    }
    const { removed = 0, kept = 0 } = data.results
    const single = singleTagOf(data)
    const { total } = data.progress
    const description = kept > 0 ? t('kept', { count: kept }) : undefined
    if (removed === 0) {
      toast.warning(t(data.state === 'failed' ? 'failed' : 'nothing'), {
        description: data.problem?.detail ?? (single ? whyOf(single) : description),
        duration: toastMs,
        action: details,
      })
      return
    }
    const putBack = () =>
      undo({ id: run.id }).then(
        () => followRun({ id: run.id, isUndo: true }),
        (error: unknown) =>
          toast.error(t('undoRefused'), {
            description: problems(`${problemOf(error).code}.title`),
            duration: toastMs,
            action: details,
          }),
      )
    const show = data.state === 'succeeded' ? toast.success : toast.warning
    const title = single
      ? one('deleted', { tag: single.tag })
      : data.state === 'succeeded'
        ? t('done', { count: removed })
        : t('partial', { done: removed, total })
    const canUndo = data.undo.state === 'possible'
    show(title, {
      description: single?.method ? one(`done.${single.method}`) : description,
      duration: toastMs,
      action: canUndo ? { label: t('undo'), onClick: putBack } : details,
      ...(canUndo ? { cancel: details } : {}),
    })
  }, [isOver, data, run, router, t, one, problems, undo, whyOf])
  return null
}
