'use client'
import { Ellipsis, History, Pencil, RotateCw, Trash2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { ComparisonFacts, ComparisonState } from '#components/shared/comparison-facts.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { IntentLink } from '#components/ui/intent-link.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { SavedComparison } from '#lib/api/comparisons.ts'
import { decodeRepository } from '#lib/api/names.ts'
import { problemOf } from '#lib/client/call.ts'
import { driftStates, savedComparisonPath } from '#lib/client/saved-comparison.ts'
import { useChangeComparisons } from '#lib/client/use-saved-comparisons.ts'
import { useIsAllowed } from '#lib/client/use-session.ts'

export type SavedAction = 'edit' | 'history' | 'remove'

interface SavedRowProps {
  readonly comparison: SavedComparison
  readonly onAction: (action: SavedAction) => void
}

/** One saved comparison: what it compares, what its last check said, when the next one is. */
export function SavedRow({ comparison, onAction }: SavedRowProps) {
  const t = useTranslations('comparisons')
  const maySave = useIsAllowed('save')
  const { name, state, source, expect, driftsSince, lastCheck, check } = comparison
  const counts = lastCheck?.counts ?? null
  const outcome = {
    ...{ state, expect, driftsSince, counts },
    checkedAt: lastCheck?.finishedAt ?? null,
    problem: lastCheck?.problem ?? null,
  }
  const states = state === 'drift' && counts ? driftStates(comparison, counts) : []
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-border border-b py-2 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_auto]">
      <div className="grid min-w-0 content-start">
        <span className="flex min-w-0 items-center gap-2">
          <IntentLink
            href={savedComparisonPath(comparison, states)}
            className="min-w-0 truncate font-medium hover:text-accent hover:underline"
          >
            {name}
          </IntentLink>
          {source === 'file' && (
            <Tooltip content={t('fromFileHint')}>
              <span>
                <Badge>{t('fromFile')}</Badge>
              </span>
            </Tooltip>
          )}
        </span>
        <Sides comparison={comparison} />
      </div>
      <div className="grid min-w-0 content-start max-md:col-span-2 max-md:row-start-2">
        <span className="flex flex-wrap items-center gap-x-2">
          <ComparisonState state={state} />
          {check && (
            <span role="status" className="text-accent">
              {t(check.state === 'queued' ? 'waiting' : 'checking')}
            </span>
          )}
        </span>
        <ComparisonFacts outcome={outcome} />
        <NextCheck comparison={comparison} />
      </div>
      <div className="flex items-start gap-1">
        {maySave && <CheckNow comparison={comparison} />}
        <Menu
          align="end"
          trigger={<IconButton label={t('more', { name })} icon={<Ellipsis aria-hidden />} />}
        >
          <MenuItem icon={<History aria-hidden />} onSelect={() => onAction('history')}>
            {t('history')}
          </MenuItem>
          {maySave && source === 'store' && (
            <>
              <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onAction('edit')}>
                {t('edit')}
              </MenuItem>
              <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => onAction('remove')}>
                {t('remove')}
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
    </li>
  )
}

/** `registry/team/app ↔ …`, and which of their tags. */
export function Sides({
  comparison: { targets, q, expect },
}: {
  comparison: Pick<SavedComparison, 'targets' | 'q'> & Partial<Pick<SavedComparison, 'expect'>>
}) {
  const t = useTranslations('comparisons')
  const words = targets.map(decodeRepository).join(' ↔ ')
  return (
    <span className="min-w-0 break-words font-mono text-muted text-xs">
      {words}
      {q && <span className="font-sans"> · {t('filter', { q })}</span>}
      {expect === 'no-differences' && <span className="font-sans"> · {t('lenient')}</span>}
    </span>
  )
}

function NextCheck({ comparison: { nextChecks, schedule } }: { comparison: SavedComparison }) {
  const t = useTranslations('comparisons')
  const { dateTime } = useFormatter()
  const [next] = nextChecks
  if (!next || !schedule) return <span className="text-muted text-xs">{t('noSchedule')}</span>
  const time = dateTime(new Date(next), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Tooltip content={t('nextHint', schedule)}>
      <time dateTime={next} className="w-fit text-muted text-xs">
        {t('nextCheck', { time })}
      </time>
    </Tooltip>
  )
}

function CheckNow({ comparison: { id, name, check } }: { comparison: SavedComparison }) {
  const t = useTranslations('comparisons')
  const problems = useTranslations('problems')
  const mutation = useChangeComparisons().check
  const isUnderWay = mutation.isPending || check !== null
  const begin = () =>
    mutation.mutate(id, {
      onError: (error) => {
        const { code, detail } = problemOf(error)
        toast.error(problems(`${code}.title`), { description: detail })
      },
    })
  return (
    <IconButton
      label={t('checkNowOf', { name })}
      icon={<RotateCw aria-hidden className={isUnderWay ? 'motion-safe:animate-spin' : undefined} />}
      aria-busy={isUnderWay || undefined}
      onClick={() => isUnderWay || begin()}
    />
  )
}
