'use client'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl'
import { Kbd } from '#components/ui/badge.tsx'
import { Sheet } from '#components/ui/dialog.tsx'

/** `alternatives` of key combinations; `isSequence`: pressed one after the other. */
const groups = [
  {
    title: 'keysGlobal',
    keys: [
      { name: 'filter', alternatives: [['/']] },
      {
        name: 'search',
        alternatives: [
          ['⌘', 'K'],
          ['Ctrl', 'K'],
        ],
      },
      { name: 'goRegistries', alternatives: [['g', 'r']], isSequence: true },
      { name: 'goCompare', alternatives: [['g', 'c']], isSequence: true },
      { name: 'goMirrors', alternatives: [['g', 'm']], isSequence: true },
      { name: 'goPolicies', alternatives: [['g', 'p']], isSequence: true },
      { name: 'goActivity', alternatives: [['g', 'a']], isSequence: true },
      { name: 'goCleanup', alternatives: [['g', 'd']], isSequence: true },
      { name: 'goSearch', alternatives: [['g', 's']], isSequence: true },
      { name: 'help', alternatives: [['?']] },
      { name: 'escape', alternatives: [['Esc']] },
      { name: 'toasts', alternatives: [['Alt', 'T']] },
    ],
  },
  {
    title: 'keysTable',
    keys: [
      { name: 'fromFilter', alternatives: [['Enter'], ['↓']] },
      { name: 'move', alternatives: [['↑'], ['↓'], ['j'], ['k']] },
      { name: 'page', alternatives: [['Page ↑'], ['Page ↓']] },
      { name: 'ends', alternatives: [['Home'], ['End']] },
      { name: 'open', alternatives: [['Enter']] },
      { name: 'openTab', alternatives: [['Ctrl', 'Enter']] },
      { name: 'select', alternatives: [['x']] },
      { name: 'range', alternatives: [['Shift', '↓']] },
      { name: 'selectAll', alternatives: [['Ctrl', 'A']] },
      { name: 'bringOver', alternatives: [['b']] },
      { name: 'delete', alternatives: [['#']] },
    ],
  },
] as const

interface KeysSheetProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

export function KeysSheet({ open, onOpenChange }: KeysSheetProps) {
  const t = useTranslations('frame')
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('keys')} description={t('keysIntro')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div tabIndex={0} className="grid gap-6 pb-4">
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="pb-1 text-muted text-xs">{t(title)}</h3>
            <dl>
              {keys.map((key) => (
                <div key={key.name} className="flex items-center gap-4 border-border border-b py-1.5">
                  <dt className="flex-1">{t(`key.${key.name}`)}</dt>
                  <dd className="flex flex-wrap items-center gap-1 text-muted text-xs">
                    {key.alternatives.map((combination) => (
                      <span key={combination.join()} className="inline-flex items-center gap-1">
                        {combination.map((name, at) => (
                          <Fragment key={name}>
                            {at > 0 && <span>{'isSequence' in key ? t('then') : '+'}</span>}
                            <Kbd>{name}</Kbd>
                          </Fragment>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  )
}
