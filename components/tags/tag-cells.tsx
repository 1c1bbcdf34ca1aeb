'use client'
import { ShieldCheck, Trash2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { Bytes } from '#components/shared/bytes.tsx'
import { Created } from '#components/shared/created.tsx'
import { Digest } from '#components/shared/digest.tsx'
import { Kind } from '#components/shared/kind.tsx'
import { Platforms } from '#components/shared/platforms.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { useCellTabIndex } from '#components/ui/row-focus.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Tag } from '#lib/api/tags.ts'

interface CellProps {
  readonly tag: Tag
}

/** What is known of a tag, what is on its way, and why the rest is not known. */
function useMissing(tag: Tag) {
  const t = useTranslations('tags')
  const isPending = tag.pending && tag.kind === null
  return { isPending, reason: tag.problem?.detail ?? (tag.kind === null ? t('notLookedUp') : undefined) }
}

/** In a list grouped by digest: the other tags on it. */
export function GroupCell({ tag }: CellProps) {
  const t = useTranslations('tags')
  const { group } = tag
  if (!group || group.count < 2) return null
  const others = group.names.filter((name) => name !== tag.name)
  const rest = group.count - 1 - others.length
  return (
    <Tooltip content={[...others, ...(rest > 0 ? [t('groupMore', { count: rest })] : [])].join('\n')}>
      <span className="min-w-0 truncate text-muted text-xs">
        {others.slice(0, 3).join(', ')} {group.count > 4 && t('groupMore', { count: group.count - 4 })}
      </span>
    </Tooltip>
  )
}

export function DigestCell({ tag }: CellProps) {
  const { isPending, reason } = useMissing(tag)
  const t = useTranslations('tags')
  if (tag.digest !== null) return <Digest digest={tag.digest} />
  return isPending ? <Skeleton className="w-24" /> : <Unknown reason={reason ?? t('notLookedUp')} />
}

interface SiblingsProps extends CellProps {
  /** Shows the tags on this digest alone. */
  readonly onDigest: (digest: string) => void
}

/** How many other tags are on the same digest; at least, until all of them were looked up. */
export function SiblingsCell({ tag, onDigest }: SiblingsProps) {
  const t = useTranslations('tags')
  const { number } = useFormatter()
  const tabIndex = useCellTabIndex()
  const { isPending, reason } = useMissing(tag)
  const { siblings, siblingsComplete: isComplete, digest } = tag
  if (siblings === null || digest === null)
    return isPending ? <Skeleton className="w-6" /> : <Unknown reason={reason ?? t('notLookedUp')} />
  if (siblings === 0 && isComplete) return <span className="text-muted">{number(0)}</span>
  const count = isComplete ? number(siblings) : t('atLeast', { count: number(siblings) })
  const words = isComplete
    ? t('siblingsExact', { count: siblings })
    : t('siblingsLowerBound', { count: siblings })
  // “At least none” says nothing: there may be some, and the reason tells why nobody knows.
  if (siblings === 0) return <Unknown reason={words} />
  return (
    <Tooltip content={`${words}\n${t('showSiblings')}`}>
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={`${count}: ${words} ${t('showSiblings')}`}
        onClick={() => onDigest(digest)}
        className="min-w-6 rounded-sm text-right text-accent hover:underline"
      >
        {count}
      </button>
    </Tooltip>
  )
}

export const KindCell = ({ tag }: CellProps) => (
  <Kind kind={tag.kind} isPending={tag.pending} note={tag.problem?.detail ?? tag.artifactType} />
)

export function PlatformsCell({ tag }: CellProps) {
  const { isPending, reason } = useMissing(tag)
  if (tag.platforms === null && !isPending && reason) return <Unknown reason={reason} />
  return <Platforms platforms={tag.platforms} isPending={isPending} />
}

export function SizeCell({ tag }: CellProps) {
  const t = useTranslations('tags')
  const { isPending, reason } = useMissing(tag)
  if (tag.size === null && isPending) return <Skeleton className="w-12" />
  return (
    <Bytes
      bytes={tag.size}
      unknownReason={reason ?? t(tag.kind === 'schema1' ? 'sizeSchema1' : 'sizeUnknown')}
    />
  )
}

export function CreatedCell({ tag }: CellProps) {
  const { isPending, reason } = useMissing(tag)
  if (tag.kind === null) return isPending ? <Skeleton className="w-20" /> : <Unknown reason={reason ?? ''} />
  return <Created createdAt={tag.createdAt} source={tag.createdSource} firstSeenAt={tag.firstSeenAt} />
}

const everyType = /^application\//

/** A media type, without what all of them begin with: whole on hover. */
export function TypeCell({ tag, type }: CellProps & { readonly type: string | null }) {
  const t = useTranslations('tags')
  const { isPending, reason } = useMissing(tag)
  if (type === null)
    return isPending ? <Skeleton className="w-24" /> : <Unknown reason={reason ?? t('noType')} />
  return (
    <Tooltip content={type}>
      <span className="min-w-0 truncate font-mono text-xs">
        {everyType.test(type) && <span className="sr-only">application/</span>}
        {type.replace(everyType, '')}
      </span>
    </Tooltip>
  )
}

export function SignedCell({ tag }: CellProps) {
  const t = useTranslations('tags')
  const { isPending, reason } = useMissing(tag)
  if (tag.signed === null)
    return isPending ? <Skeleton className="w-12" /> : <Unknown reason={reason ?? t('signedUnknown')} />
  if (!tag.signed) return <span className="text-muted">{t('filters.signed.false')}</span>
  return (
    <span className="inline-flex items-center gap-1">
      <ShieldCheck aria-hidden className="size-4 shrink-0 text-success" />
      {t('filters.signed.true')}
    </span>
  )
}

export function DeleteCell({ tag, onDelete }: CellProps & { readonly onDelete: (tag: string) => void }) {
  const t = useTranslations('tags')
  const tabIndex = useCellTabIndex()
  return (
    <IconButton
      size="sm"
      tabIndex={tabIndex}
      label={t('deleteTag', { tag: tag.name })}
      icon={<Trash2 aria-hidden />}
      className="hover:text-danger"
      onClick={() => onDelete(tag.name)}
    />
  )
}
