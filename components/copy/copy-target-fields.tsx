'use client'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Field, Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { type CopyWish, type TypedTarget, tagOf } from '#lib/client/copy-items.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { useRepositoryNames } from '#lib/client/use-repository-names.ts'
import { useTagNames } from '#lib/client/use-tag-names.ts'

interface CopyTargetFieldsProps {
  readonly items: readonly CopyWish[]
  readonly typed: TypedTarget
  readonly onChange: (part: Partial<TypedTarget>) => void
  /** It stays in its repository: only the tag is asked for. */
  readonly isRetag: boolean
}

const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const

/** Where to, completed from what is known of the target. */
export function CopyTargetFields({ items, typed, onChange, isRetag }: CopyTargetFieldsProps) {
  const t = useTranslations('copies.sheet')
  const id = useId()
  const { data } = useRegistries()
  const { registry, repository, tag } = typed
  const names = useRepositoryNames(isRetag ? '' : registry, repository.trim())
  const tags = useTagNames(registry === '' ? null : { registry, repository }, tag)
  const [only] = items
  const isAlone = items.length === 1 && only !== undefined
  const isTagOptional = isAlone && tagOf(only.from) === null
  const writable = (data?.items ?? []).filter((one) => !one.readOnly || one.id === registry)
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="sr-only">{t('target')}</legend>
      {!isRetag && (
        <div className="grid gap-3 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Field id={`${id}-registry`} label={t('registry')}>
            <Select
              id={`${id}-registry`}
              data-autofocus
              value={registry}
              onValueChange={(next) => onChange({ registry: next })}
              options={[
                ...(registry === '' ? [{ value: '', label: t('chooseRegistry') }] : []),
                ...writable.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          </Field>
          <Field id={`${id}-repository`} label={t('repository')}>
            <Input
              {...plain}
              id={`${id}-repository`}
              list={`${id}-names`}
              value={repository}
              maxLength={255}
              onChange={(event) => onChange({ repository: event.target.value.trim() })}
              className="font-mono"
            />
          </Field>
          <Completions id={`${id}-names`} values={names} />
        </div>
      )}
      {isAlone ? (
        <>
          <Field
            id={`${id}-tag`}
            label={t(isRetag ? 'newTag' : 'tag')}
            {...(isTagOptional ? { hint: t('tagOptional') } : {})}
          >
            <Input
              {...plain}
              id={`${id}-tag`}
              list={`${id}-tags`}
              {...(isRetag ? { 'data-autofocus': true } : {})}
              aria-describedby={isTagOptional ? `${id}-tag-hint` : undefined}
              value={tag}
              maxLength={128}
              onChange={(event) => onChange({ tag: event.target.value.trim() })}
              className="font-mono"
            />
          </Field>
          <Completions id={`${id}-tags`} values={tags} />
        </>
      ) : (
        <p className="text-muted text-xs">{t('tagsKept')}</p>
      )}
    </fieldset>
  )
}

const Completions = ({ id, values }: { id: string; values: readonly string[] }) => (
  <datalist id={id}>
    {values.map((value) => (
      <option key={value} value={value} />
    ))}
  </datalist>
)
