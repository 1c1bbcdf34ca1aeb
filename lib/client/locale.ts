export const locales = ['en', 'ko'] as const
export type Locale = (typeof locales)[number]

/** Cookies that only say how to show things; nothing secret. */
export const localeCookie = 'portolan-locale'
export const themeCookie = 'portolan-theme'
export const timeZoneCookie = 'portolan-time-zone'

const isLocale = (s: string | undefined): s is Locale => locales.some((l) => l === s)

/** The language chosen before, else the first of Accept-Language (RFC 9110 section 12.5.4) that we have, else English. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().split(';')
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      return { language: range.toLowerCase().split('-')[0], quality: q ? Number(q.slice(2)) : 1 }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  for (const { language } of wanted) if (isLocale(language)) return language
  return 'en'
}

/** The time zone that the browser told us last time, where it is one; else UTC, until the browser says. */
export function pickTimeZone(told: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: told ?? 'UTC' }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** Remembers for a year how this browser wants things shown. */
export const remember = (cookie: string, value: string) =>
  writeCookie(`${cookie}=${encodeURIComponent(value)}`, 31_536_000)

export const forget = (cookie: string) => writeCookie(`${cookie}=`, 0)

function writeCookie(pair: string, maxAgeSeconds: number) {
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome's noDocumentCookie wants the Cookie Store API, which browsers only offer on https.
  Reflect.set(document, 'cookie', `${pair}; Path=/; Max-Age=${maxAgeSeconds}; SameSite=Lax${secure}`)
}
