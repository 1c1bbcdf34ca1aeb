'use client'
import clsx from 'clsx'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'use-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { localeCookie, remember } from '#lib/client/locale.ts'

/** 한/En: the page comes again from the server in the other language, its state being in the address. */
export function LanguageSwitch() {
  const t = useTranslations('frame')
  const locale = useLocale()
  const router = useRouter()
  const other = locale === 'ko' ? 'en' : 'ko'
  return (
    <Tooltip content={t('switchLanguage')}>
      <button
        type="button"
        onClick={() => {
          remember(localeCookie, other)
          router.refresh()
        }}
        className="h-8 shrink-0 rounded-md px-2 text-muted hover:bg-surface-hover hover:text-text"
      >
        <span aria-hidden>
          <span className={clsx(locale === 'ko' && 'font-semibold text-text')}>한</span>
          <span className="px-0.5">/</span>
          <span className={clsx(locale === 'en' && 'font-semibold text-text')}>En</span>
        </span>
        <span lang={other} className="sr-only">
          {t('switchLanguage')}
        </span>
      </button>
    </Tooltip>
  )
}
