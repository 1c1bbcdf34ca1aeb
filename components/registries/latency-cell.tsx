'use client'
import { useTranslations } from 'use-intl'
import { Unknown } from '#components/shared/unknown.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Latency } from '#lib/api/overview.ts'
import { sparkline } from '#lib/client/sparkline.ts'

const box = { width: 64, height: 16, leastTop: 20 } as const

/** The median of a day with its course; ticks below stand for questions without a good answer. */
export function LatencyCell({ latency }: { latency: Latency | undefined }) {
  const t = useTranslations('overview')
  const tRegistries = useTranslations('registries')
  if (!latency || latency.checks === 0) return <Unknown reason={t('latencyUnknown')} />
  const { p50Ms, p95Ms, checks, failed } = latency
  const words = [
    p50Ms === null || p95Ms === null ? t('latencyUnknown') : t('latencyHint', { p50: p50Ms, p95: p95Ms }),
    failed > 0 ? t('latencyFailed', { failed, checks }) : null,
  ].filter(Boolean)
  return (
    <Tooltip content={words.join('\n')}>
      <span className="inline-flex items-center gap-2">
        <Course latency={latency} />
        <span className="min-w-13 whitespace-nowrap text-right">
          {p50Ms === null ? <span aria-hidden>–</span> : tRegistries('milliseconds', { count: p50Ms })}
        </span>
        <span className="sr-only">{words.join('. ')}</span>
      </span>
    </Tooltip>
  )
}

function Course({ latency }: { latency: Latency }) {
  const { lines, failedAt } = sparkline(latency.medianMs, latency.failedChecks, box)
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${box.width} ${box.height}`} className="h-4 w-16 shrink-0">
      <path d={`M0 ${box.height - 0.5}h${box.width}`} stroke="var(--border)" />
      {lines.map((points) => (
        <polyline
          key={points}
          points={points}
          fill="none"
          stroke="var(--chart-1)"
          strokeWidth="1.25"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
      {failedAt.map((x) => (
        <path key={x} d={`M${x} ${box.height}v-5`} stroke="var(--warning)" strokeWidth="1.25" />
      ))}
    </svg>
  )
}
