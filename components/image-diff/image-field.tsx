'use client'
import { useTranslations } from 'use-intl'
import { Field, Input } from '#components/ui/input.tsx'
import { decodeRepository } from '#lib/api/names.ts'
import type { Hit } from '#lib/api/search.ts'
import { readableImageAddress } from '#lib/client/image-address.ts'
import { useImageHits } from '#lib/client/use-compared-images.ts'
import { useTagNames } from '#lib/client/use-tag-names.ts'

interface ImageFieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  /** The ids of the registries there are. */
  readonly registries: ReadonlySet<string>
  readonly problem: string | null
  readonly onChange: (text: string) => void
}

/** What a hit is as far as it goes: a tag whole, a repository up to where its tag is to be typed. */
function completionOf({ type, registry, repository, tag }: Hit): string | null {
  if (type === 'repository') return `${registry}/${repository}:`
  return tag === null ? null : readableImageAddress({ registry, repository, reference: tag })
}

/** The repository whose tag is being typed, and as much of the tag as there is; null before its `:`. */
function typedTag(text: string, registries: ReadonlySet<string>) {
  const [, registry = '', repository = '', tag = ''] = /^([^/]+)\/([^:@]+):([^:@]*)$/.exec(text.trim()) ?? []
  return registries.has(registry) ? { registry, repository: decodeRepository(repository), tag } : null
}

/** One image, with what the index knows by it as completions: the platform's own list, with its keyboard. */
export function ImageField({ id, label, value, registries, problem, onChange }: ImageFieldProps) {
  const t = useTranslations('imageDiff')
  const hits = useImageHits(value, registries)
  const typed = typedTag(value, registries)
  const tags = useTagNames(typed, typed?.tag ?? '')
  const completions = new Set([
    ...(value.includes('/') ? [] : Array.from(registries, (registry) => `${registry}/`)),
    ...tags.map((reference) => `${value.slice(0, value.indexOf(':'))}:${reference}`),
    ...hits.flatMap((hit) => completionOf(hit) ?? []),
  ])
  return (
    <Field id={id} label={label} hint={t('fieldHint')} error={problem}>
      <Input
        id={id}
        list={`${id}-list`}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null || undefined}
        value={value}
        maxLength={512}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={t('placeholder')}
        onChange={(event) => onChange(event.target.value)}
        className="font-mono"
      />
      <datalist id={`${id}-list`}>
        {Array.from(completions, (completion) => (
          <option key={completion} value={completion} />
        ))}
      </datalist>
    </Field>
  )
}
