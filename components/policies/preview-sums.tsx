'use client'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { PolicyPreview } from '#lib/api/policy-preview.ts'
import { formatBytes } from '#lib/client/format.ts'

/** How many tags would go and stay, what guards say to it, and where nothing is decided. */
export function PreviewSums({ preview: { counts, exceeded, skipped } }: { preview: PolicyPreview }) {
  const t = useTranslations('policies.preview')
  const locale = useLocale()
  const { number } = useFormatter()
  return (
    <>
      <p aria-live="polite">
        <strong>{t('going', { count: counts.toDelete })}</strong>
        <span className="text-muted">
          {' · '}
          {t('staying', { count: counts.toKeep })}
          {' · '}
          {counts.bytesAtMost === null
            ? t('bytesUnknown')
            : t('bytesAtMost', { size: formatBytes(counts.bytesAtMost, locale) })}
          {counts.spared > 0 && ` · ${t('spared', { count: counts.spared })}`}
        </span>
      </p>
      {exceeded && (
        <Notice tone="warning" title={t(exceeded.isRefused ? 'refused' : 'trimmed')}>
          {t(`guard.${exceeded.guard}`, {
            wanted: number(exceeded.wanted),
            allowed: number(exceeded.allowed),
          })}
        </Notice>
      )}
      {counts.repositoriesSkipped > 0 && (
        <Notice title={t('skipped', { count: counts.repositoriesSkipped })}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section tabIndex={0} aria-label={t('skippedList')} className="max-h-24 overflow-y-auto text-xs">
            <ul className="grid gap-1">
              {skipped.slice(0, 20).map(({ registry, repository, reason }) => (
                <li key={`${registry}/${repository}`}>
                  <span className="font-mono">
                    {registry}/{repository}
                  </span>
                  : {t(`doubt.${reason}`)}
                </li>
              ))}
            </ul>
          </section>
        </Notice>
      )}
    </>
  )
}
