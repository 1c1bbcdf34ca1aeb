'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { type Copy, copyResults } from '#lib/api/copies.ts'
import { formatBytes, formatDuration, parseTime } from '#lib/client/format.ts'
import { mirrorRunsPath } from '#lib/client/paths.ts'
import { CopyActions } from './copy-actions.tsx'
import { CopyState } from './copy-state.tsx'
import { useCopyName } from './use-copy-name.ts'

/** What the copy is about, in whose name, how far it is, and what can be done with it now. */
export function CopyHeader({ copy }: { copy: Copy }) {
  const t = useTranslations('copies.run')
  const all = useTranslations('copies')
  const locale = useLocale()
  const { number } = useFormatter()
  const nameOf = useCopyName()
  const { mirror, createdBy, createdAt, startedAt, finishedAt, results, progress, state, options } = copy
  const [from, to] = [parseTime(startedAt), parseTime(finishedAt)]
  const isRunning = state === 'running' || state === 'queued'
  const optionWords = [
    ...(options.platforms ? [t('options.platforms', { platforms: options.platforms.join(', ') })] : []),
    ...(options.referrers ? [] : [t('options.noReferrers')]),
    ...(options.overwrite ? [t('options.overwrite')] : []),
  ]
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{nameOf(copy)}</span>}
        badges={<CopyState copy={copy} />}
        facts={[
          {
            id: 'who',
            content: mirror ? (
              <IntentLink href={mirrorRunsPath(mirror.id)} className="text-accent hover:underline">
                {t('by', { who: all('byMirror', { name: mirror.name }) })}
              </IntentLink>
            ) : (
              t('by', { who: createdBy })
            ),
          },
          { id: 'when', content: <RelativeTime time={startedAt ?? createdAt} /> },
          ...(from !== null && to !== null && !isRunning
            ? [{ id: 'took', content: t('took', { time: formatDuration(to - from, locale) }) }]
            : []),
          ...optionWords.map((words) => ({ id: words, content: words })),
          ...copyResults.flatMap((result) => {
            const count = results[result] ?? 0
            return count === 0 ? [] : [{ id: result, content: all(`summary.${result}`, { count }) }]
          }),
        ]}
        actions={<CopyActions copy={copy} />}
        isWide
      />
      {isRunning && (
        <div
          className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-3 text-muted text-xs md:px-6"
          role="status"
        >
          <Progress
            label={t('progressLabel')}
            done={progress.bytesDone}
            total={progress.bytesTotal}
            className="w-56"
          />
          <span>
            {t('progress', {
              done: formatBytes(progress.bytesDone, locale),
              total: formatBytes(progress.bytesTotal, locale),
            })}
          </span>
          <span>
            {t('progressItems', { done: number(progress.itemsDone), total: number(progress.itemsTotal) })}
          </span>
        </div>
      )}
    </>
  )
}
