'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { RowLink } from '#components/ui/data-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { shortDigest } from '#lib/client/format.ts'

interface DigestProps {
  readonly digest: string
  /** In a table whose rows are named by their digest: a link to where the row leads. */
  readonly isRowLink?: boolean
  readonly className?: string
  /** Outside of tables there is room for the button at all times. */
  readonly isCopyShown?: boolean
}

const revealed =
  'opacity-0 focus-visible:opacity-100 group-hover/digest:opacity-100 group-focus-visible/row:opacity-100 pointer-coarse:opacity-100'

/** Twelve characters, the whole in the tooltip and in what is copied; the button appears on hover and on focus. */
export function Digest({ digest, isRowLink, className, isCopyShown }: DigestProps) {
  const t = useTranslations('ui')
  const short = shortDigest(digest)
  return (
    <span className={clsx('group/digest inline-flex items-center gap-1 font-mono text-xs', className)}>
      <Tooltip content={digest}>
        <span>{isRowLink ? <RowLink>{short}</RowLink> : short}</span>
      </Tooltip>
      <CopyButton
        text={digest}
        label={t('copyDigest', { digest: short })}
        className={isCopyShown ? undefined : revealed}
      />
    </span>
  )
}
