'use client'
import { Eye, EyeOff } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/input.tsx'
import { type SignInFailure, signIn } from '#lib/client/auth.ts'
import { safeCallbackUrl } from '#lib/client/sign-in-redirect.ts'

type Failure = SignInFailure | { readonly code: 'offline' | 'missing' }

const textOf = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

export function SignInForm({ callbackUrl }: { callbackUrl: string | null }) {
  const t = useTranslations('signIn')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [isPasswordShown, setIsPasswordShown] = useState(false)
  const password = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const credentials = { username: textOf(form, 'username').trim(), password: textOf(form, 'password') }
    if (isBusy) return
    if (!credentials.username || !credentials.password) return setFailure({ code: 'missing' })
    setIsBusy(true)
    setFailure(null)
    const result = await signIn(credentials).catch((): Failure => ({ code: 'offline' }))
    if (result === null) {
      // A whole page load, so that the server renders the page under the new session.
      window.location.assign(safeCallbackUrl(callbackUrl, window.location.origin))
      return
    }
    setIsBusy(false)
    setFailure(result)
    password.current?.focus()
    password.current?.select()
  }

  // `post`, so that a password never stands in an address should the script not have come.
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <Field id="username" label={t('username')}>
        <Input
          id="username"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={256}
          aria-invalid={failure?.code === 'invalid_credentials' || undefined}
          aria-describedby="sign-in-failure"
        />
      </Field>
      <Field id="password" label={t('password')}>
        <Input
          id="password"
          name="password"
          ref={password}
          type={isPasswordShown ? 'text' : 'password'}
          autoComplete="current-password"
          required
          maxLength={8192}
          aria-invalid={failure?.code === 'invalid_credentials' || undefined}
          aria-describedby="sign-in-failure"
          trailing={
            <IconButton
              size="sm"
              label={t(isPasswordShown ? 'hidePassword' : 'showPassword')}
              icon={isPasswordShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              onClick={() => setIsPasswordShown(!isPasswordShown)}
            />
          }
        />
      </Field>
      <Button type="submit" variant="primary" loading={isBusy}>
        {t('submit')}
      </Button>
      {/* Its two lines are kept free, so that nothing moves when something is wrong. */}
      <p id="sign-in-failure" role="alert" className="min-h-10 text-warning">
        {failure &&
          (failure.code === 'too_many_attempts'
            ? t('failure.too_many_attempts', { seconds: failure.retryAfterSeconds })
            : t(`failure.${failure.code}`))}
      </p>
    </form>
  )
}
