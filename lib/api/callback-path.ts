/**
 * Where to go after signing in, out of an address that anybody may have written: a path of our own, or `/`. Browsers
 * read `//host`, `/\host` and `/<tab>/host` as another host.
 */
export function callbackPath(value: string | null | undefined): string {
  if (!value?.startsWith('/') || value.length > 2048) return '/'
  const base = 'http://portolan.invalid'
  const url = URL.parse(value, base)
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return '/'
  if (/^\/(?:api|sign-in)(?:\/|$)/.test(url.pathname)) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
