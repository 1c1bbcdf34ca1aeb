'use client'
import { useTranslations } from 'use-intl'
import { LanguageSwitch } from '#components/frame/language-switch.tsx'
import { Logo } from '#components/frame/logo.tsx'
import { ThemeMenu } from '#components/frame/theme-menu.tsx'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage({ callbackUrl }: { callbackUrl: string | null }) {
  const t = useTranslations('signIn')
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-end gap-1 px-4">
        <ThemeMenu />
        <LanguageSwitch />
      </header>
      <main className="mx-auto grid w-full max-w-88 flex-1 content-center gap-6 px-4 pb-24">
        <div className="grid gap-1">
          <p className="flex items-center gap-2 pb-2 font-semibold text-base">
            <Logo />
            Portolan
          </p>
          <h1 className="font-semibold text-xl">{t('title')}</h1>
          <p className="text-muted">{t('lead')}</p>
        </div>
        <SignInForm callbackUrl={callbackUrl} />
        <p className="text-muted text-xs">{t('firstTime')}</p>
      </main>
    </div>
  )
}
