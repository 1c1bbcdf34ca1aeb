'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { repositoryNamePattern } from '#lib/api/names.ts'
import { repositoryPath } from '#lib/client/paths.ts'

/** Opens a repository that no list names. */
export function OpenByName({ registryId }: { registryId: string }) {
  const t = useTranslations('repositories')
  const router = useRouter()
  const id = useId()
  const [name, setName] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const repository = name.trim().replace(/^\/+|\/+$/g, '')
    if (repository.length <= 255 && repositoryNamePattern.test(repository)) {
      router.push(repositoryPath(registryId, repository))
    } else setIsWrong(true)
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-1 text-text">
      <div className="flex max-w-100 gap-2">
        <Input
          aria-label={t('openLabel')}
          aria-describedby={`${id}-hint`}
          aria-invalid={isWrong || undefined}
          placeholder={t('openPlaceholder')}
          value={name}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            setName(event.target.value)
            setIsWrong(false)
          }}
          className="font-mono"
        />
        <Button type="submit" variant="primary">
          {t('open')}
        </Button>
      </div>
      <p id={`${id}-hint`} role="alert" className="text-warning text-xs">
        {isWrong && t('openInvalid')}
      </p>
    </form>
  )
}
