'use client'
import { Download, Play, Square, Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Deletion } from '#lib/api/deletion.ts'
import { getDeletionReport } from '#lib/api/deletions.ts'
import { urlOf } from '#lib/client/call.ts'
import { problemOf } from '#lib/client/problem.ts'
import { useCancelDeletion } from '#lib/client/use-deletions.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'

const UndoDialog = dynamic(() => import('./undo-dialog.tsx'), { ssr: false })
const GoOnDialog = dynamic(() => import('./go-on-dialog.tsx'), { ssr: false })

/** Stop, go on with what is left, undo, and the report: whatever makes sense now. */
export function RunActions({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup.run')
  const problems = useTranslations('problems')
  const mayDelete = useIsAllowed('delete')
  const [isUndoing, setIsUndoing] = useState(false)
  const [isGoingOn, setIsGoingOn] = useState(false)
  const cancel = useCancelDeletion()
  const { id, state, isCancelling, undo, results, progress } = deletion
  const tell = {
    onError: (error: unknown) => {
      const { code, detail } = problemOf(error)
      toast.error(problems(`${code}.title`), { description: detail })
    },
  }
  const isMoving = state === 'running' || undo.state === 'running'
  const left = progress.total - (results.removed ?? 0) - (results.kept ?? 0)
  return (
    <>
      {mayDelete && isMoving && (
        <Button loading={cancel.isPending || isCancelling} onClick={() => cancel.mutate(id, tell)}>
          <Square aria-hidden className="size-4" />
          {t('cancel')}
        </Button>
      )}
      {mayDelete && !isMoving && (state === 'partial' || state === 'failed') && left > 0 && (
        <Button variant="danger" onClick={() => setIsGoingOn(true)}>
          <Play aria-hidden className="size-4" />
          {t('continue', { count: left })}…
        </Button>
      )}
      {mayDelete &&
        !isMoving &&
        (undo.state === 'possible' || undo.state === 'partial') &&
        undo.items + undo.doubtful > 0 && (
          <Button variant="primary" onClick={() => setIsUndoing(true)}>
            <Undo2 aria-hidden className="size-4" />
            {t('undo')}
          </Button>
        )}
      <Menu trigger={<IconButton label={t('report')} icon={<Download aria-hidden />} />}>
        {(['csv', 'json'] as const).map((format) => (
          <MenuItem key={format} asChild>
            <a href={urlOf(getDeletionReport, { params: { id }, query: { format } })} download>
              {t(format === 'csv' ? 'reportCsv' : 'reportJson')}
            </a>
          </MenuItem>
        ))}
      </Menu>
      {isGoingOn && <GoOnDialog deletion={deletion} count={left} onClose={() => setIsGoingOn(false)} />}
      {isUndoing && <UndoDialog deletion={deletion} item={null} onClose={() => setIsUndoing(false)} />}
    </>
  )
}
