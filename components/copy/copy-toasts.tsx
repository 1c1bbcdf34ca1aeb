'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { toast } from '#components/ui/toast.tsx'
import { type FollowedCopy, followCopy, unfollowCopy } from '#lib/client/followed-copies.ts'
import { copyPath } from '#lib/client/paths.ts'
import { problemOf } from '#lib/client/problem.ts'
import { useChangeCopy, useCopy } from '#lib/client/use-copies.ts'

/** Tells how copies ended that were begun on this page: with undo, while that is possible. */
export default function CopyToasts({ copies }: { copies: readonly FollowedCopy[] }) {
  return copies.map((copy) => <CopyToast key={`${copy.id} ${copy.isUndo}`} copy={copy} />)
}

const duration = 12_000

function CopyToast({ copy }: { copy: FollowedCopy }) {
  const t = useTranslations('copies.toast')
  const problems = useTranslations('problems')
  const router = useRouter()
  const { data } = useCopy(copy.id)
  const { mutateAsync: undo } = useChangeCopy('undo')
  const isOver =
    data !== undefined &&
    (copy.isUndo ? data.undo.state !== 'running' : data.state !== 'running' && data.state !== 'queued')
  useEffect(() => {
    if (!isOver || data === undefined) return
    unfollowCopy(copy)
    const path = copyPath(copy.id)
    // That page shows it all.
    if (window.location.pathname === path) return
    const details = { label: t('details'), onClick: () => router.push(path) }
    if (copy.isUndo) {
      if (data.undo.state === 'done') toast.success(t('undone'), { duration })
      else toast.warning(t('undonePartly'), { duration, action: details })
      return
    }
    const { copied = 0, skipped = 0 } = data.results
    const takeBack = () =>
      undo(copy.id).then(
        () => followCopy({ id: copy.id, isUndo: true }),
        (error: unknown) =>
          toast.error(t('undoRefused'), {
            description: problems(`${problemOf(error).code}.title`),
            duration,
            action: details,
          }),
      )
    const canUndo = data.undo.state === 'possible'
    const actions = {
      duration,
      action: canUndo ? { label: t('undo'), onClick: takeBack } : details,
      ...(canUndo ? { cancel: details } : {}),
    }
    const description = data.problem?.detail
    if (data.state === 'succeeded') toast.success(t('done', { count: copied }), actions)
    else if (data.state === 'partial')
      toast.warning(t('partial', { done: copied + skipped, total: data.itemsTotal }), {
        ...actions,
        description,
      })
    else if (data.state === 'cancelled') toast.warning(t('cancelled'), actions)
    else
      toast.warning(t(data.state === 'failed' ? 'failed' : 'nothing'), {
        duration,
        action: details,
        description,
      })
  }, [isOver, data, copy, router, t, problems, undo])
  return null
}
