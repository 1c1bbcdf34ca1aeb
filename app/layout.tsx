import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '#components/frame/providers.tsx'
import { columnsCookie, columnTables } from '#lib/client/column-cookie.ts'
import { localeCookie, pickLocale, pickTimeZone, themeCookie, timeZoneCookie } from '#lib/client/locale.ts'
import { messagesOf } from '#lib/client/messages/index.ts'
import './globals.css'

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
})
const jetbrainsMono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains-mono',
  weight: '100 800',
  adjustFontFallback: false,
})

export const metadata: Metadata = {
  title: { default: 'Portolan', template: '%s · Portolan' },
  icons: { icon: '/icon.svg' },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
}

/** Language, theme and time zone come from cookies, so that the first picture is the right one and needs no script. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [cookie, header] = await Promise.all([cookies(), headers()])
  const locale = pickLocale(cookie.get(localeCookie)?.value, header.get('accept-language'))
  const theme = cookie.get(themeCookie)?.value
  return (
    <html
      lang={locale}
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      className={`${inter.variable} ${jetbrainsMono.variable}`}
    >
      <body>
        <Providers
          locale={locale}
          messages={messagesOf(locale)}
          timeZone={pickTimeZone(cookie.get(timeZoneCookie)?.value)}
          now={Date.now()}
          columns={Object.fromEntries(
            columnTables.map((table) => [table, cookie.get(columnsCookie(table))?.value]),
          )}
        >
          {children}
        </Providers>
      </body>
    </html>
  )
}
