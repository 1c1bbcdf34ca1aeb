import { callbackPath } from '#lib/api/callback-path.ts'

/** Where next-auth may send a browser: an address on our own origin, given as a path or in full; otherwise home. */
export function callbackUrlWithin(url: string, baseUrl: string): string {
  const parsed = URL.parse(url, baseUrl)
  if (!parsed || parsed.origin !== new URL(baseUrl).origin) return baseUrl
  return `${baseUrl}${callbackPath(`${parsed.pathname}${parsed.search}${parsed.hash}`)}`
}
