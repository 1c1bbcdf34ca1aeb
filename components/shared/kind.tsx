'use client'
import { useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { Badge, type Tone } from '#components/ui/badge.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Kind as KindName } from '#lib/api/tags.ts'

// What most tags are stands as plain text, so that what is special stands out.
const tones: Readonly<Partial<Record<KindName, Tone>>> = {
  artifact: 'neutral',
  chart: 'neutral',
  signature: 'neutral',
  attestation: 'neutral',
  sbom: 'neutral',
  schema1: 'warning',
  broken: 'warning',
}

interface KindProps {
  readonly kind: KindName | null
  readonly isPending?: boolean
  /** Further words on hover: the artifact type, or why it is broken. */
  readonly note?: string | null
}

export function Kind({ kind, isPending, note }: KindProps) {
  const t = useTranslations('tags')
  if (kind === null) return isPending ? <Skeleton className="w-12" /> : <Unknown reason={t('notLookedUp')} />
  const tone = tones[kind]
  const name = t(`kind.${kind}`)
  return (
    <Tooltip content={note ?? (kind === 'schema1' ? t('schema1Note') : null)}>
      <span className="inline-flex">{tone ? <Badge tone={tone}>{name}</Badge> : name}</span>
    </Tooltip>
  )
}
