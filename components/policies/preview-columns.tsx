'use client'
import { CircleCheck, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { RelativeTime } from '#components/shared/relative-time.tsx'
import type { Column } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { dateKinds } from '#lib/api/policy-definition.ts'
import { type PolicyPreviewTag, repositoryDoubts } from '#lib/api/policy-preview.ts'

/** A word and a shape, never a colour alone. */
function Verdict({ action }: Pick<PolicyPreviewTag, 'action'>) {
  const t = useTranslations('policies.preview')
  const isGoing = action === 'delete'
  const Icon = isGoing ? Trash2 : CircleCheck
  return (
    <span
      className={isGoing ? 'flex items-center gap-1.5 font-medium text-danger' : 'flex items-center gap-1.5'}
    >
      <Icon aria-hidden className={isGoing ? 'size-4' : 'size-4 text-success'} />
      {t(`verdict.${action}`)}
    </span>
  )
}

/** Why, in words: the reason, the rule that decided, and what is to be known beside it. */
function Reason({ tag }: { tag: PolicyPreviewTag }) {
  const t = useTranslations('policies.preview')
  const { reason, rule, detail, digestStays } = tag
  const date = dateKinds.find((kind) => kind === detail)
  const doubt = repositoryDoubts.find((known) => known === detail)
  const words = [
    t(`reason.${reason}`),
    date ? t(`date.${date}`) : doubt ? t(`doubt.${doubt}`) : detail,
    digestStays ? t('digestStays') : null,
  ].filter(Boolean)
  return (
    <Tooltip content={[...words, rule ? t('byRule', { rule }) : null].filter(Boolean).join('\n')}>
      <span className="truncate">
        {words.join(' · ')}
        {rule && <span className="text-muted"> · {rule}</span>}
      </span>
    </Tooltip>
  )
}

const Name = ({ registry, repository, name }: PolicyPreviewTag) => (
  <span className="truncate">
    <span className="text-muted">
      {registry}/{repository}:
    </span>
    <span className="font-medium">{name}</span>
  </span>
)

export function usePreviewColumns(): readonly Column<PolicyPreviewTag>[] {
  const t = useTranslations('policies.preview')
  return useMemo(
    () => [
      {
        id: 'action',
        header: t('columns.verdict'),
        width: '100px',
        cell: (tag) => <Verdict action={tag.action} />,
      },
      { id: 'name', header: t('columns.tag'), width: 'minmax(120px, 3fr)', cell: Name },
      {
        id: 'reason',
        header: t('columns.reason'),
        width: 'minmax(72px, 2fr)',
        cell: (tag) => <Reason tag={tag} />,
      },
      {
        id: 'size',
        header: t('columns.size'),
        align: 'end',
        width: '84px',
        cell: (tag) => <Bytes bytes={tag.size} />,
      },
      {
        id: 'created',
        header: t('columns.created'),
        width: '132px',
        cell: (tag) => <RelativeTime time={tag.createdAt} />,
      },
    ],
    [t],
  )
}

export const CompactPreviewTag = (tag: PolicyPreviewTag) => (
  <span className="grid min-w-0 gap-1">
    <span className="flex min-w-0 items-center gap-2">
      <Verdict action={tag.action} />
      <Name {...tag} />
    </span>
    <span className="flex min-w-0 items-center gap-2 text-xs">
      <Bytes bytes={tag.size} />
      <Reason tag={tag} />
    </span>
  </span>
)
