import { cookies, headers } from 'next/headers'
import { createTranslator } from 'use-intl/core'
import { localeCookie, pickLocale } from '#lib/client/locale.ts'
import { messagesOf } from '#lib/client/messages/index.ts'

/** The language of the request under way. */
export async function requestLocale() {
  const [cookie, header] = await Promise.all([cookies(), headers()])
  return pickLocale(cookie.get(localeCookie)?.value, header.get('accept-language'))
}

/** Messages for what the server itself writes: titles of pages. */
export async function requestMessages() {
  const locale = await requestLocale()
  return createTranslator({ locale, messages: messagesOf(locale) })
}
