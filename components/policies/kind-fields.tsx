'use client'
import { useTranslations } from 'use-intl'
import { ToggleChip } from '#components/ui/chip.tsx'
import { type Kind, kinds } from '#lib/api/tags.ts'

interface KindFieldsProps {
  /** undefined: of every kind. */
  readonly chosen: readonly Kind[] | undefined
  readonly onChange: (chosen: Kind[] | undefined) => void
}

/** Of which kinds a rule's tags are. None chosen is every kind, so that nobody has to choose all of them. */
export function KindFields({ chosen = [], onChange }: KindFieldsProps) {
  const t = useTranslations('policies.rule')
  const names = useTranslations('tags.kind')
  const change = (kind: Kind, isOn: boolean) => {
    const next = kinds.filter((known) => (known === kind ? isOn : chosen.includes(known)))
    onChange(next.length > 0 ? next : undefined)
  }
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="pb-1 font-medium">{t('kinds')}</legend>
      <div className="flex flex-wrap gap-2">
        {kinds.map((kind) => (
          <ToggleChip key={kind} isOn={chosen.includes(kind)} onChange={(isOn) => change(kind, isOn)}>
            {names(kind)}
          </ToggleChip>
        ))}
      </div>
      <p className="text-muted text-xs">{t('kindsHint')}</p>
    </fieldset>
  )
}
