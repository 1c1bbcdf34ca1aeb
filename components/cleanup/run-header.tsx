'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { RunState } from '#components/shared/run-state.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { type Deletion, itemResults } from '#lib/api/deletion.ts'
import { formatDuration, parseTime } from '#lib/client/format.ts'
import { RunActions } from './run-actions.tsx'
import { useRunName } from './run-name.tsx'

/** What the run is about, in whose name, how far it is, and what can be done with it now. */
export function RunHeader({ deletion }: { deletion: Deletion }) {
  const t = useTranslations('cleanup.run')
  const all = useTranslations('cleanup')
  const { number } = useFormatter()
  const locale = useLocale()
  const nameOf = useRunName()
  const { policy, createdBy, createdAt, startedAt, finishedAt, results, progress, state } = deletion
  const [from, to] = [parseTime(startedAt), parseTime(finishedAt)]
  return (
    <>
      <PageHeader
        title={nameOf(deletion)}
        badges={<RunState deletion={deletion} />}
        facts={[
          {
            id: 'who',
            content: t('by', { who: policy ? all('byPolicy', { name: policy.name }) : createdBy }),
          },
          { id: 'when', content: <RelativeTime time={startedAt ?? createdAt} /> },
          ...(from !== null && to !== null && state !== 'running'
            ? [{ id: 'took', content: t('took', { time: formatDuration(to - from, locale) }) }]
            : []),
          ...itemResults.flatMap((result) => {
            const count = results[result] ?? 0
            return count === 0 ? [] : [{ id: result, content: t(`summary.${result}`, { count }) }]
          }),
        ]}
        actions={<RunActions deletion={deletion} />}
        isWide
      />
      {state === 'running' && (
        <div className="flex items-center gap-3 px-4 pb-3 text-muted text-xs md:px-6" role="status">
          <Progress label={t('progressLabel')} done={progress.done} total={progress.total} className="w-56" />
          <span>{t('progress', { done: number(progress.done), total: number(progress.total) })}</span>
        </div>
      )}
    </>
  )
}
