'use client'
import { Plus } from 'lucide-react'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { maxTargets } from '#lib/api/compare.ts'
import { compareTargetOf } from '#lib/client/paths.ts'
import { SideFields } from './side-fields.tsx'
import { canBeCompared, targetOf } from './targets.ts'

interface ChooseTargetsProps {
  /** What the form begins with. */
  readonly chosen: readonly string[]
  readonly onChosen: (targets: string[]) => void
  /** Below the form. */
  readonly children?: ReactNode
}

/** Teaches what a comparison is, and asks for its sides. */
export function ChooseTargets({ chosen, onChosen, children }: ChooseTargetsProps) {
  const t = useTranslations('compare')
  const nextKey = useRef(0)
  const sideOf = (target: { registry: string; repository: string } | null) => ({
    key: nextKey.current++,
    registry: target?.registry ?? '',
    repository: target?.repository ?? '',
  })
  const [sides, setSides] = useState(() => {
    const known = chosen.map((text) => sideOf(targetOf(text)))
    return [...known, ...Array.from({ length: Math.max(0, 2 - known.length) }, () => sideOf(null))]
  })
  const [isWrong, setIsWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const targets = sides.map(({ registry, repository }) =>
      compareTargetOf(registry, repository.trim().replace(/^\/+|\/+$/g, '')),
    )
    const isWhole = canBeCompared(targets)
    setIsWrong(!isWhole)
    if (isWhole) onChosen(targets)
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <PageHeader title={t('title')} facts={[{ id: 'lead', content: t('lead') }]} />
      <form onSubmit={submit} noValidate className="grid max-w-160 gap-4 px-4 py-4 md:px-6">
        <p className="text-muted">{t('lesson')}</p>
        <p className="text-muted">
          {t.rich('mapping', { code: (text) => <code className="font-mono text-text text-xs">{text}</code> })}
        </p>
        {sides.map((side, at) => (
          <SideFields
            key={side.key}
            place={at + 1}
            value={side}
            onChange={(part) => {
              setIsWrong(false)
              setSides((now) => now.map((one) => (one.key === side.key ? { ...one, ...part } : one)))
            }}
            onRemove={
              sides.length > 2 ? () => setSides((now) => now.filter(({ key }) => key !== side.key)) : null
            }
          />
        ))}
        <p role="alert" className="text-warning text-xs empty:hidden">
          {isWrong && t('incomplete')}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary">
            {t('start')}
          </Button>
          {sides.length < maxTargets && (
            <Button onClick={() => setSides((now) => [...now, sideOf(null)])}>
              <Plus aria-hidden className="size-4" />
              {t('addSide')}
            </Button>
          )}
        </div>
      </form>
      {children}
    </div>
  )
}
