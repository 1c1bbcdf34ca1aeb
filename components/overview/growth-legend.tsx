'use client'
import { useTranslations } from 'use-intl'
import { ToggleChip } from '#components/ui/chip.tsx'
import { latestOf } from '#lib/client/growth.ts'
import type { GrowthLine } from './growth-chart.tsx'

interface LegendProps {
  readonly lines: readonly GrowthLine[]
  readonly format: (figure: number) => string
  readonly onToggle: (id: string) => void
}

/** Which line is whose, what it last stood at, and a press to leave it out. */
export function GrowthLegend({ lines, format, onToggle }: LegendProps) {
  const t = useTranslations('overview')
  return (
    <fieldset className="flex flex-wrap gap-2 pt-3">
      <legend className="sr-only">{t('seriesLabel')}</legend>
      {lines.map((line) => {
        const latest = latestOf(line.figures)
        return (
          <ToggleChip key={line.id} isOn={line.isShown} onChange={() => onToggle(line.id)}>
            <LineSwatch line={line} />
            <span className="max-w-48 truncate">{line.name}</span>
            <span className="text-muted">{latest === null ? '–' : format(latest)}</span>
          </ToggleChip>
        )
      })}
    </fieldset>
  )
}

/** A piece of the line as the chart draws it. */
export const LineSwatch = ({ line }: { line: Pick<GrowthLine, 'colour' | 'dash'> }) => (
  <svg aria-hidden="true" viewBox="0 0 24 4" className="h-1 w-6 shrink-0">
    <path
      d="M0 2h24"
      stroke={`var(--chart-${line.colour})`}
      strokeWidth="2"
      strokeDasharray={line.dash.join(' ')}
    />
  </svg>
)
