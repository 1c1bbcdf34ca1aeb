'use client'
import { pickLocale } from '#lib/client/locale.ts'

/** The last resort, when not even the layout stands: no messages are there, so it speaks both languages itself. */
const words = {
  en: { title: 'Portolan could not draw this page', retry: 'Try again' },
  ko: { title: 'Portolan이 페이지를 그리지 못했습니다', retry: '다시 시도' },
} as const

export default function GlobalError({ retry }: { retry: () => void }) {
  const locale = pickLocale(undefined, typeof navigator === 'undefined' ? null : navigator.language)
  return (
    <html lang={locale}>
      <head>
        <title>Portolan</title>
      </head>
      <body>
        <main>
          <h1>{words[locale].title}</h1>
          <button type="button" onClick={retry}>
            {words[locale].retry}
          </button>
        </main>
      </body>
    </html>
  )
}
