'use client'
import { useTranslations } from 'use-intl'
import { ModeBadge } from '#components/shared/automation/facts.tsx'
import type { Policy } from '#lib/api/policies.ts'

/** `registries / repositories`, as globs. */
export const scopeOf = ({ registries, repositories }: Pick<Policy, 'registries' | 'repositories'>) =>
  `${registries.join(', ')} / ${repositories.join(', ')}`

export function Mode({ policy: { enabled, mode } }: { policy: Pick<Policy, 'enabled' | 'mode'> }) {
  const t = useTranslations('policies.mode')
  return <ModeBadge enabled={enabled} isDryRun={mode === 'dry-run'} words={t('delete')} tone="danger" />
}
