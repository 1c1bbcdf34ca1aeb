'use client'
import { useTranslations } from 'use-intl'
import { FreshnessLine } from '#components/shared/freshness-line.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { compareTags } from '#lib/api/compare.ts'
import type { ResponseOf } from '#lib/api/endpoint.ts'
import { SaveActions } from './saved/save-actions.tsx'
import { SavedFact } from './saved/saved-fact.tsx'
import { useSavedOf } from './saved/use-saved-of.ts'
import type { CompareView } from './use-compare-view.ts'

interface MatrixHeaderProps {
  readonly view: CompareView
  readonly latest: ResponseOf<typeof compareTags> | undefined
  /** Of the sides, in their order. */
  readonly titles: readonly string[]
  /** Leads back to the choice of the sides. */
  readonly onChange: () => void
}

/** How many tags there are, how fresh each side is, and which of them can't be reached. */
export function MatrixHeader({ view, latest, titles, onChange }: MatrixHeaderProps) {
  const t = useTranslations('compare')
  const saved = useSavedOf(view)
  const sides = latest?.targets ?? []
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={
          latest
            ? [
                { id: 'count', content: t('count', { count: latest.total ?? 0 }) },
                ...sides.map(({ freshness }, at) => ({
                  id: `side ${at}`,
                  content: (
                    <>
                      <span className="break-words">{titles[at]}</span>{' '}
                      <FreshnessLine freshness={freshness} />
                    </>
                  ),
                })),
              ]
            : []
        }
        badges={saved && <SavedFact saved={saved} />}
        actions={
          <>
            <SaveActions view={view} titles={titles} />
            <Button onClick={onChange}>{t('change')}</Button>
          </>
        }
        isWide
      />
      {sides.map(({ freshness }, at) =>
        freshness.state === 'unreachable' ? (
          <Notice
            key={titles[at]}
            tone="warning"
            title={t('unreachableTitle', { target: titles[at] ?? '' })}
            className="mx-4 mb-3 md:mx-6"
          >
            <p>{t('unreachableText')}</p>
            {freshness.problem && <p className="font-mono text-xs">{freshness.problem.detail}</p>}
          </Notice>
        ) : null,
      )}
      {latest !== undefined && latest.unknownCount > 0 && (
        <p className="px-4 pb-3 text-muted text-xs md:px-6">{t('leftOut', { count: latest.unknownCount })}</p>
      )}
    </>
  )
}
