'use client'
import { ArrowRight } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { formatImageAddress, parseImageAddress, readableImageAddress } from '#lib/client/image-address.ts'
import { useRegistries } from '#lib/client/use-registries.ts'
import { ImageField } from './image-field.tsx'
import type { ImageDiffState } from './use-image-diff-state.ts'

interface ImagePickerProps {
  readonly state: ImageDiffState
  /** Both images were named. */
  readonly onChosen: () => void
}

/** Asks for both images; what the address already names stands in its field. */
export function ImagePicker({ state, onChosen }: ImagePickerProps) {
  const t = useTranslations('imageDiff')
  const id = useId()
  const { data } = useRegistries()
  const registries = data?.items ?? []
  const [texts, setTexts] = useState({
    left: state.left ? readableImageAddress(state.left) : state.texts.left,
    right: state.right ? readableImageAddress(state.right) : state.texts.right,
  })
  const [isChecked, setIsChecked] = useState(state.texts.left !== '' && state.texts.right !== '')
  const idOfHost = (host: string) => registries.find(({ publicHost }) => publicHost === host)?.id ?? null
  const images = {
    left: parseImageAddress(texts.left, idOfHost),
    right: parseImageAddress(texts.right, idOfHost),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    const { left, right } = images
    if (left === null || right === null) {
      document.getElementById(`${id}-${left === null ? 'left' : 'right'}`)?.focus()
      return
    }
    // Another pair has other platforms.
    void state.set({ left: formatImageAddress(left), right: formatImageAddress(right), platform: null })
    onChosen()
  }
  const ids = new Set(registries.map((registry) => registry.id))
  return (
    <form onSubmit={submit} noValidate aria-label={t('formLabel')} className="grid gap-3 px-4 pb-4 md:px-6">
      <div className="grid gap-3 md:grid-cols-2">
        {(['left', 'right'] as const).map((side) => (
          <ImageField
            key={side}
            id={`${id}-${side}`}
            label={t(`field.${side}`)}
            value={texts[side]}
            registries={ids}
            problem={
              isChecked && images[side] === null ? t(texts[side] === '' ? 'required' : 'noImage') : null
            }
            onChange={(text) => setTexts({ ...texts, [side]: text })}
          />
        ))}
      </div>
      <div>
        <Button type="submit" variant="primary">
          {t('compare')}
          <ArrowRight aria-hidden className="size-4" />
        </Button>
      </div>
    </form>
  )
}
