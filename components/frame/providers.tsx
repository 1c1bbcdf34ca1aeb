'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider } from 'use-intl'
import { Announcer } from '#components/ui/announcer.tsx'
import { NowProvider } from '#components/ui/now.tsx'
import { ToastLayer } from '#components/ui/toast.tsx'
import { TooltipLayer } from '#components/ui/tooltip.tsx'
import { type ColumnCookies, ColumnCookiesContext } from '#lib/client/column-choice.ts'
import { type Locale, remember, timeZoneCookie } from '#lib/client/locale.ts'
import type { Messages } from '#lib/client/messages/index.ts'
import { createQueryClient } from '#lib/client/query.ts'

interface Props {
  readonly locale: Locale
  readonly messages: Messages
  /** What the server reckoned with; the first render in the browser must agree with it. */
  readonly timeZone: string
  readonly now: number
  /** Which columns this browser was asked to show. */
  readonly columns: ColumnCookies
  readonly children: ReactNode
}

export function Providers({ locale, messages, timeZone, now, columns, children }: Props) {
  const [queryClient] = useState(createQueryClient)
  const [zone, setZone] = useState(timeZone)
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (here === timeZone) return
    setZone(here)
    remember(timeZoneCookie, here)
  }, [timeZone])
  return (
    <NuqsAdapter>
      <QueryClientProvider client={queryClient}>
        <IntlProvider locale={locale} messages={messages} timeZone={zone}>
          <NowProvider serverNow={now}>
            <ColumnCookiesContext value={columns}>{children}</ColumnCookiesContext>
            <TooltipLayer />
            <Announcer />
            <ToastLayer />
          </NowProvider>
        </IntlProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  )
}
