'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { CompareState } from '#lib/api/compare.ts'

const shapes = { same: '=', differs: '≠', missing: '∅' } as const
// Red is kept for what destroys.
const colours = { same: 'text-success', differs: 'text-warning', missing: 'text-muted' } as const

interface StateMarkProps {
  readonly state: CompareState
  /** The digests differ, and the images do not. */
  readonly sameImages?: boolean
}

/** A shape and a word, never the colour alone. */
export function StateMark({ state, sameImages }: StateMarkProps) {
  const t = useTranslations('compare')
  const mark = (shape: string, word: string) => (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={clsx('w-4 text-center font-semibold', colours[state])}>
        {shape}
      </span>
      {word}
    </span>
  )
  if (!sameImages) return mark(shapes[state], t(`state.${state}`))
  return <Tooltip content={t('sameImagesHint')}>{mark('≅', t('sameImages'))}</Tooltip>
}
