'use client'
import Link from 'next/link'
import { useCallback, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { RunsTable } from '#components/shared/automation/runs-table.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import type { Column } from '#components/ui/data-table.tsx'
import type { MirrorCounts, MirrorRun } from '#lib/api/mirror-run.ts'
import { copyPath, deletionPath } from '#lib/client/paths.ts'
import { useMirrorRuns } from '#lib/client/use-mirrors.ts'

const hrefOf = ({ copy, deletion }: MirrorRun) =>
  copy ? copyPath(copy) : deletion ? deletionPath(deletion) : undefined

const PlaceLink = ({ href, children }: { readonly href: string; readonly children: string }) => (
  <Link href={href} className="text-accent hover:underline">
    {children}
  </Link>
)

function useColumns(): readonly Column<MirrorRun>[] {
  const t = useTranslations('mirrors.runs')
  const open = useTranslations('automations.runs')
  const { number } = useFormatter()
  return useMemo(() => {
    const count = (id: 'tags' | 'toCopy' | 'vanished', of: keyof MirrorCounts): Column<MirrorRun> => ({
      id,
      header: t(id),
      align: 'end',
      width: '88px',
      cell: ({ counts }) => (counts ? number(counts[of]) : <Unknown reason={t('notRead')} />),
    })
    const link = (path: string | null, none: string) =>
      path ? <PlaceLink href={path}>{open('open')}</PlaceLink> : <Unknown reason={none} />
    return [
      count('tags', 'tags'),
      count('toCopy', 'toCopy'),
      count('vanished', 'vanished'),
      {
        id: 'copy',
        header: t('copy'),
        width: '88px',
        cell: ({ copy }) => link(copy && copyPath(copy), t('noCopy')),
      },
      {
        id: 'deletion',
        header: t('deletion'),
        width: '88px',
        cell: ({ deletion }) => link(deletion && deletionPath(deletion), t('noDeletion')),
      },
    ]
  }, [t, open, number])
}

/** What the mirror did, the newest first. */
export function MirrorRuns({ id }: { id: string }) {
  const t = useTranslations('mirrors.runs')
  const list = useMirrorRuns(id)
  const { number } = useFormatter()
  const columns = useColumns()
  const briefOf = useCallback(
    ({ counts }: MirrorRun) =>
      counts && t('brief', { copies: number(counts.toCopy), vanished: number(counts.vanished) }),
    [t, number],
  )
  const links = useCallback(
    ({ copy, deletion }: MirrorRun) => (
      <>
        {copy && <PlaceLink href={copyPath(copy)}>{t('copy')}</PlaceLink>}
        {deletion && <PlaceLink href={deletionPath(deletion)}>{t('deletion')}</PlaceLink>}
      </>
    ),
    [t],
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
      emptyText={t('emptyText')}
    />
  )
}
