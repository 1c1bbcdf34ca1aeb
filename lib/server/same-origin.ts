import { ApiError } from './problem.ts'

/**
 * Refuses what another site makes a browser send (`cross_origin`). Session cookies are SameSite=Lax, which leaves other
 * ports and subdomains of the same site: this does not.
 *
 * 1. Sec-Fetch-Site is set by the browser and cannot be forged by a page: `same-origin`, or `none` (typed by a person).
 * 2. Anything else is allowed from the configured public address alone.
 * 3. Browsers leave Sec-Fetch-Site out on plain http: there the host in Origin must be the one that was asked.
 * 4. Neither header: not a browser, so nobody's cookies are being abused.
 */
export function checkSameOrigin(headers: Headers, publicUrl: string): void {
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  const origin = headers.get('origin')
  if (site === null && origin === null) return
  if (origin !== null && origin === new URL(publicUrl).origin) return
  if (site === null && origin !== null && hostOf(origin) === headers.get('host')?.toLowerCase()) return
  throw new ApiError(
    'cross_origin',
    'This request was sent by a page of another site. If that page is Portolan’s own, PORTOLAN_URL must be its address.',
  )
}

function hostOf(origin: string): string | null {
  const url = URL.parse(origin)
  return url && /^https?:$/.test(url.protocol) ? url.host : null
}
