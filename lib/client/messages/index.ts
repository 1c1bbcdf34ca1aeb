import type { Locale } from '../locale.ts'
import en from './en/index.ts'
import ko from './ko/index.ts'

export type Messages = typeof en

/** Loaded on the server, which sends the page its one language. */
export const messagesOf = (locale: Locale): Messages => (locale === 'ko' ? (ko as Messages) : en)

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}
