import { type NextRequest, NextResponse } from 'next/server'
import { pageHeaders } from './lib/server/page-headers.ts'

/**
 * For pages alone: a nonce for their scripts, and the headers that depend on it. Nothing is authorised here, every page
 * and every route does that itself.
 */
export function proxy(request: NextRequest) {
  const { toPage, toBrowser } = pageHeaders(request.nextUrl, {
    isDevelopment: process.env.NODE_ENV !== 'production',
    publicUrl: process.env.PORTOLAN_URL,
  })
  const headers = new Headers(request.headers)
  for (const [name, value] of Object.entries(toPage)) headers.set(name, value)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(toBrowser)) response.headers.set(name, value)
  return response
}

// Files of public/ stand at the root: deeper down, what looks like one is a tag (`/r/local/app/notes.txt`).
export const config = {
  matcher: [
    '/((?!api/|api$|hooks/|_next/|healthz$|readyz$|metrics$|[^/]+\\.(?:svg|png|ico|webmanifest|txt)$).*)',
  ],
}
