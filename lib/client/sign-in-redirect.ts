let isLeaving = false

/** Where to go after signing in: a path of this origin, or `/`. A foreign or malformed address is never followed. */
export function safeCallbackUrl(url: string | null | undefined, origin: string): string {
  if (!url) return '/'
  try {
    const target = new URL(url, origin)
    // A path may itself begin with `//` (out of `/.//host`), which would be another host when followed.
    if (target.origin !== origin || /^\/(?:sign-in|\/)/.test(target.pathname)) return '/'
    return target.pathname + target.search + target.hash
  } catch {
    return '/'
  }
}

/** Leaves for the sign-in page, once, however many requests find out at the same time. */
export function sendToSignIn() {
  const { pathname, search, hash } = window.location
  if (isLeaving || pathname === '/sign-in') return
  isLeaving = true
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search + hash)}`)
}
