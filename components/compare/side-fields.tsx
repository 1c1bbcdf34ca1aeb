'use client'
import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { useRegistries } from '#lib/client/use-registries.ts'
import { useRepositoryNames } from '#lib/client/use-repository-names.ts'
import type { Target } from './targets.ts'

interface SideFieldsProps {
  /** From 1 on. */
  readonly place: number
  readonly value: Target
  readonly onChange: (part: Partial<Target>) => void
  /** null where there must be this many. */
  readonly onRemove: (() => void) | null
}

/** One side of a comparison: a registry, and a repository whose name is completed out of what is known of it. */
export function SideFields({ place, value, onChange, onRemove }: SideFieldsProps) {
  const t = useTranslations('compare')
  const id = useId()
  const { data } = useRegistries()
  const names = useRepositoryNames(value.registry, value.repository.trim())
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="pb-1 font-medium">{t('side', { place })}</legend>
      <Select
        aria-label={t('registry', { place })}
        value={value.registry}
        onValueChange={(registry) => onChange({ registry })}
        options={[
          { value: '', label: t('chooseRegistry') },
          ...(data?.items ?? []).map((registry) => ({ value: registry.id, label: registry.name })),
        ]}
        className="w-full md:w-52"
      />
      <Input
        aria-label={t('repository', { place })}
        placeholder={t('repositoryPlaceholder')}
        list={`${id}-names`}
        value={value.repository}
        maxLength={255}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onChange({ repository: event.target.value })}
        className="min-w-0 flex-1 font-mono"
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {onRemove && (
        <IconButton label={t('removeSide', { place })} icon={<X aria-hidden />} onClick={onRemove} />
      )}
    </fieldset>
  )
}
