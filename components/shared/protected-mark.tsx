'use client'
import { Lock } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'

/** Beside the name of a tag that a rule protects: a lock, and by which rule. */
export function ProtectedMark({ rule }: { readonly rule: string | null }) {
  const t = useTranslations('ui')
  if (rule === null) return null
  const words = t('protectedBy', { rule })
  return (
    <Tooltip content={words}>
      <span className="inline-flex shrink-0 items-center text-muted">
        <Lock aria-hidden className="size-3.5" />
        <span className="sr-only">{words}</span>
      </span>
    </Tooltip>
  )
}
