'use client'
import Link from 'next/link'
import { useCallback, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { RunsTable } from '#components/shared/automation/runs-table.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import type { Column } from '#components/ui/data-table.tsx'
import type { PolicyRun } from '#lib/api/policy-run.ts'
import { guardOf } from '#lib/client/guard-problem.ts'
import { deletionPath } from '#lib/client/paths.ts'
import { usePolicyRuns } from '#lib/client/use-policies.ts'

const hrefOf = ({ deletion }: PolicyRun) => (deletion ? deletionPath(deletion) : undefined)

function useColumns(): readonly Column<PolicyRun>[] {
  const t = useTranslations('policies.runs')
  const open = useTranslations('automations.runs')
  const { number } = useFormatter()
  return useMemo(
    () => [
      {
        id: 'tags',
        header: t('tags'),
        align: 'end',
        width: '100px',
        cell: ({ counts }) => (counts ? number(counts.tags) : <Unknown reason={t('notJudged')} />),
      },
      {
        id: 'going',
        header: t('going'),
        align: 'end',
        width: '120px',
        cell: ({ counts }) => (counts ? number(counts.toDelete) : <Unknown reason={t('notJudged')} />),
      },
      {
        id: 'deletion',
        header: t('deletion'),
        width: '130px',
        cell: ({ deletion, state }) =>
          deletion ? (
            <Link href={deletionPath(deletion)} className="text-accent hover:underline">
              {open('open')}
            </Link>
          ) : (
            <Unknown reason={t(state === 'refused' ? 'refusedDeletion' : 'noDeletion')} />
          ),
      },
    ],
    [t, open, number],
  )
}

/** What the policy did, the newest first. */
export function PolicyRuns({ id }: { id: string }) {
  const t = useTranslations('policies.runs')
  const list = usePolicyRuns(id)
  const guard = useTranslations('policies.preview.guard')
  const { number } = useFormatter()
  const columns = useColumns()
  const briefOf = useCallback(
    ({ counts }: PolicyRun) =>
      counts && t('brief', { goes: number(counts.toDelete), tags: number(counts.tags) }),
    [t, number],
  )
  const links = useCallback(
    ({ deletion }: PolicyRun) =>
      deletion && (
        <Link href={deletionPath(deletion)} className="text-accent hover:underline">
          {t('deletion')}
        </Link>
      ),
    [t],
  )
  const reasonOf = useCallback(
    (problem: NonNullable<PolicyRun['problem']>) => {
      const told = guardOf(problem)
      if (told === null) return problem.detail
      return guard(told.guard, { wanted: number(told.wanted), allowed: number(told.allowed) })
    },
    [guard, number],
  )
  return (
    <RunsTable
      label={t('label')}
      list={list}
      total={list.data?.pages[0]?.total ?? null}
      realWords={t('real')}
      columns={columns}
      hrefOf={hrefOf}
      briefOf={briefOf}
      links={links}
      reasonOf={reasonOf}
      emptyText={t('emptyText')}
    />
  )
}
