'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { Section } from '#components/shared/section.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'
import { StepText } from '#components/shared/step-text.tsx'
import type { ImageComparison } from '#lib/client/use-compared-images.ts'
import { NothingDiffers } from './nothing-differs.tsx'
import { StateMark } from './state-mark.tsx'

interface HistoryDiffProps {
  readonly history: ImageComparison['history']
  readonly onlyDifferences: boolean
}

const columns =
  'grid grid-cols-[16px_32px_minmax(0,1fr)_minmax(0,1fr)] items-start gap-x-3 border-border border-t py-1.5 max-md:grid-cols-[16px_24px_minmax(0,1fr)]'

/** The steps of both builds: those that did the same beside each other, the others on their own side. */
export function HistoryDiff({ history, onlyDifferences }: HistoryDiffProps) {
  const t = useTranslations('imageDiff')
  const rows = history.map((step, at) => ({
    ...step,
    position: at + 1,
    state:
      step.left === null
        ? ('added' as const)
        : step.right === null
          ? ('removed' as const)
          : ('same' as const),
  }))
  const shown = onlyDifferences ? rows.filter(({ state }) => state !== 'same') : rows
  return (
    <Section title={t('section.history')}>
      {rows.length === 0 && <p className="text-muted">{t('noHistory')}</p>}
      {rows.length > 0 && shown.length === 0 && <NothingDiffers count={rows.length} />}
      {shown.length > 0 && (
        <ShowMore items={shown}>
          {(some) => (
            <table aria-label={t('section.history')} className="block w-full">
              <thead className="block max-md:sr-only">
                <tr className={clsx(columns, 'border-t-0 text-left text-muted text-xs')}>
                  <th scope="col" className="font-normal">
                    <span className="sr-only">{t('stateColumn')}</span>
                  </th>
                  <th scope="col" className="text-right font-normal">
                    #
                  </th>
                  <th scope="col" className="font-normal">
                    {t('left')}
                  </th>
                  <th scope="col" className="font-normal">
                    {t('right')}
                  </th>
                </tr>
              </thead>
              <tbody className="block">
                {some.map(({ position, state, left, right }) => (
                  <tr key={position} className={columns}>
                    <td>
                      <StateMark state={state} />
                    </td>
                    <td className="text-right text-muted leading-6">{position}</td>
                    {left && right ? (
                      <td colSpan={2} className="min-w-0 md:col-span-2">
                        <StepText step={left} />
                      </td>
                    ) : (
                      <>
                        <td className={clsx('min-w-0', !left && 'max-md:sr-only')}>
                          {left && <StepText step={left} />}
                        </td>
                        <td className={clsx('min-w-0', !right && 'max-md:sr-only')}>
                          {right && <StepText step={right} />}
                        </td>
                      </>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </ShowMore>
      )}
    </Section>
  )
}
