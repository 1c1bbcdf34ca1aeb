import { Logo } from '#components/frame/logo.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { overviewPath } from '#lib/client/paths.ts'
import { requestMessages } from './request-locale.ts'

/** Drawn on the server alone: every page carries it, and would load whatever scripts it needs. */
export default async function NotFound() {
  const t = await requestMessages()
  return (
    <main className="mx-auto grid w-full max-w-160 justify-items-start gap-3 px-4 py-10">
      <Logo />
      <h1 className="font-semibold text-base">{t('frame.notFoundTitle')}</h1>
      <p className="break-words text-muted">{t('frame.notFoundHint')}</p>
      <a href={overviewPath} className={buttonClass()}>
        {t('frame.toOverview')}
      </a>
    </main>
  )
}
