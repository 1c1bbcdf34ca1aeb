import { randomBytes } from 'node:crypto'

/** The request header in which pages are told their own path and query, to come back to after signing in. */
export const pathHeader = 'x-portolan-path'
/** The request header from which the layout takes the nonce for scripts of its own. */
export const nonceHeader = 'x-nonce'

interface Place {
  readonly isDevelopment: boolean
  /** PORTOLAN_URL as it stands in the environment. */
  readonly publicUrl: string | undefined
}

/**
 * What a page is told along with its request, and what its browser is told. Next reads the nonce for its own scripts
 * out of the policy in the request.
 */
export function pageHeaders(url: { pathname: string; search: string }, { isDevelopment, publicUrl }: Place) {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, isDevelopment)
  const isHttps = publicUrl !== undefined && URL.parse(publicUrl)?.protocol === 'https:'
  return {
    toPage: {
      [nonceHeader]: nonce,
      [pathHeader]: `${url.pathname}${url.search}`,
      'content-security-policy': policy,
    },
    toBrowser: {
      'content-security-policy': policy,
      ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    },
  }
}

/** Scripts only with the nonce. Styles may stand inline: virtualised rows are positioned by them. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  // React rebuilds the server's stack traces by eval, in development only.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')
}
