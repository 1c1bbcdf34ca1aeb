import type { Locale } from '../locale.ts'
import { compileMessages } from './compile-messages.ts'
import en from './en/index.ts'
import ko from './ko/index.ts'

export type Messages = typeof en

const compiled: Partial<Record<Locale, Messages>> = {}

/** Loaded on the server, which sends the page its one language, compiled. */
export function messagesOf(locale: Locale): Messages {
  compiled[locale] ??= compileMessages(locale === 'ko' ? ko : en) as Messages
  return compiled[locale]
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}
