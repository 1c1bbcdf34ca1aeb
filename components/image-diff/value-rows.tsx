'use client'
import clsx from 'clsx'
import { useTranslations } from 'use-intl'
import { LongText } from '#components/shared/long-text.tsx'
import { ShowMore } from '#components/shared/show-more.tsx'
import { Unknown } from '#components/shared/unknown.tsx'
import type { ValueRow } from '#lib/api/compare-images.ts'
import { StateMark } from './state-mark.tsx'

interface ValueRowsProps {
  readonly label: string
  readonly rows: readonly ValueRow[]
  /** What a row is called, where its name is a word of ours. */
  readonly nameOf?: (name: string) => string
  /** The names are all there is, as with ports. */
  readonly isSet?: boolean
}

const columns =
  'grid grid-cols-[16px_minmax(0,2fr)_minmax(0,3fr)_minmax(0,3fr)] items-start gap-x-3 border-border border-t py-1.5 max-md:grid-cols-[16px_minmax(0,1fr)]'

/** Names and values of both sides beside each other; of anyone's making, and so text and nothing else. */
export function ValueRows({ label, rows, nameOf = (name) => name, isSet }: ValueRowsProps) {
  const t = useTranslations('imageDiff')
  return (
    <ShowMore items={rows} step={100}>
      {(shown) => (
        <table aria-label={label} className="block w-full">
          <thead className="block max-md:sr-only">
            <tr className={clsx(columns, 'border-t-0 text-left text-muted text-xs')}>
              <th scope="col" className="font-normal">
                <span className="sr-only">{t('stateColumn')}</span>
              </th>
              <th scope="col" className="font-normal">
                {t('name')}
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
            {shown.map((row) => (
              <tr key={row.name} className={columns}>
                <td>
                  <StateMark state={row.state} />
                </td>
                <th
                  scope="row"
                  className="text-left font-mono font-normal text-muted text-xs leading-6 [overflow-wrap:anywhere]"
                >
                  {nameOf(row.name)}
                </th>
                <Value side="left" row={row} isSet={isSet} />
                <Value side="right" row={row} isSet={isSet} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ShowMore>
  )
}

interface ValueProps {
  readonly side: 'left' | 'right'
  readonly row: ValueRow
  readonly isSet: boolean | undefined
}

function Value({ side, row, isSet }: ValueProps) {
  const t = useTranslations('imageDiff')
  const value = row[side]
  return (
    <td className="min-w-0 font-mono text-xs leading-6 max-md:col-start-2">
      {/* On a phone the two stand under each other, and nothing else tells which is which. */}
      <span className="font-sans text-muted md:sr-only">{t(side)}: </span>
      {value === null ? <Unknown reason={t('notThere')} /> : isSet ? t('there') : <LongText text={value} />}
    </td>
  )
}
