const pattern = /^(postgres(?:ql)?:)\/\/(.*)$/s

/** What is not yet percent-encoded is encoded; a `%` that starts no escape stands for itself. */
const encode = (part: string) =>
  part.replaceAll(/%(?![0-9a-fA-F]{2})|[^A-Za-z0-9%._~!$&'()*+,;=-]/gu, (c) => encodeURIComponent(c))

/**
 * A PostgreSQL address as a well-formed URL, or null when it is none. People paste passwords as they are, so that
 * `#`, `/`, `?`, `@`, `:` or `%` in the user information are taken for what they are: all up to the last `@` before the
 * database's name belongs to it.
 */
export function normalizeDatabaseUrl(text: string): string | null {
  const [, scheme, rest] = pattern.exec(text) ?? []
  if (!scheme || rest === undefined) return null
  const at = rest.lastIndexOf('@')
  const userinfo = at < 0 ? '' : rest.slice(0, at)
  const colon = userinfo.indexOf(':')
  const [user, password] =
    colon < 0 ? [userinfo, null] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
  const credentials = at < 0 ? '' : `${encode(user)}${password === null ? '' : `:${encode(password)}`}@`
  try {
    const url = new URL(`${scheme}//${credentials}${rest.slice(at + 1)}`)
    decodeURIComponent(url.pathname)
    const named = url.hostname !== '' || url.searchParams.has('host')
    return named && url.pathname.length > 1 && url.hash === '' ? url.href : null
  } catch {
    return null
  }
}
