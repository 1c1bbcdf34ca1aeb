'use client'
import { useLocale, useTranslations } from 'use-intl'
import { ProblemFacts } from '#components/shared/problem-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useNow } from '#components/ui/now.tsx'
import type { Registry } from '#lib/api/registries.ts'
import { problemOf } from '#lib/client/call.ts'
import { formatDuration, parseTime } from '#lib/client/format.ts'
import { isProblemCode } from '#lib/client/problem.ts'

interface TroubleProps {
  readonly registry: Registry | undefined
  readonly list: { readonly isError: boolean; readonly error: unknown; readonly refetch: () => unknown }
}

const fine: ReadonlySet<string> = new Set(['online', 'unknown', 'slow'])

/** Why the registry is not what it should be, and that what stands below is what was known before. */
export function RegistryTrouble({ registry, list }: TroubleProps) {
  const t = useTranslations('repositories')
  const tUi = useTranslations('ui')
  const tProblems = useTranslations('problems')
  const locale = useLocale()
  const now = useNow(10_000)
  if (list.isError) {
    return (
      <Notice
        tone="warning"
        title={t('refreshFailed')}
        action={
          <Button size="sm" onClick={() => list.refetch()}>
            {tUi('retry')}
          </Button>
        }
        className="mx-4 mb-3 md:mx-6"
      >
        <ProblemFacts problem={problemOf(list.error)} />
      </Notice>
    )
  }
  if (!registry || fine.has(registry.status.state)) return null
  const { state, since, code, detail } = registry.status
  const at = parseTime(since)
  const status = tUi(`status.${state}`)
  return (
    <Notice
      tone="warning"
      title={
        at === null
          ? t('troubleTitleNoTime', { status })
          : t('troubleTitle', { status, time: formatDuration(now - at, locale) })
      }
      className="mx-4 mb-3 md:mx-6"
    >
      {isProblemCode(code) && <p>{tProblems(`${code}.hint`)}</p>}
      {detail && <p className="font-mono text-xs">{detail}</p>}
      {registry.freshness.asOf !== null && <p>{t('troubleKnown')}</p>}
    </Notice>
  )
}
