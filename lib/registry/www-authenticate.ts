/** One challenge of a WWW-Authenticate header; the scheme and the names of parameters in lower case. */
export interface Challenge {
  readonly scheme: string
  readonly token68: string | null
  readonly parameters: Readonly<Record<string, string>>
}

const tokenPattern = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
const token68Pattern = /[0-9A-Za-z._~+/-]+=*(?=[ \t]*(?:,|$))/y
const quotedPattern = /"((?:[^"\\]|\\[\s\S])*)"/y
const spacePattern = /[ \t]*/y
const separatorPattern = /[ \t,]*/y
/** Not in the grammar, but written: values with `:` or `/` and without quotes. */
const bareValuePattern = /[^\s,"]+/y

/**
 * Reads challenges (RFC 9110, 11.6.1): several in one header or in several headers, parameters in any order, quoted or
 * not. What does not fit the grammar ends the reading; the challenges before it stand.
 */
export function parseChallenges(header: string | readonly string[] | undefined): Challenge[] {
  const headers = typeof header === 'string' ? [header] : (header ?? [])
  return headers.flatMap(parseHeader)
}

function parseHeader(text: string): Challenge[] {
  const cursor = createCursor(text)
  const challenges: { scheme: string; token68: string | null; parameters: Record<string, string> }[] = []
  for (;;) {
    cursor.take(separatorPattern)
    const name = cursor.take(tokenPattern)
    if (name === null) return challenges
    const spaces = cursor.take(spacePattern) ?? ''
    const current = challenges.at(-1)
    if (cursor.accept('=')) {
      // `name=`: a parameter of the challenge that we are in.
      cursor.take(spacePattern)
      const value = cursor.takeQuoted() ?? cursor.take(bareValuePattern) ?? ''
      if (!current) return challenges
      // The first one stands, as for duplicate headers: a later one must not replace the realm.
      const key = name.toLowerCase()
      if (!Object.hasOwn(current.parameters, key)) current.parameters[key] = value
      continue
    }
    const token68 = spaces === '' || cursor.isParameterNext() ? null : cursor.take(token68Pattern)
    challenges.push({ scheme: name.toLowerCase(), token68, parameters: Object.create(null) })
  }
}

function createCursor(text: string) {
  let at = 0
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  const take = (pattern: RegExp, group = 0) => {
    const found = match(pattern)
    if (!found) return null
    at += found[0].length
    return found[group] ?? null
  }
  return {
    take,
    takeQuoted: () => take(quotedPattern, 1)?.replace(/\\([\s\S])/g, '$1') ?? null,
    accept(character: string) {
      if (text[at] !== character) return false
      at++
      return true
    },
    isParameterNext: () =>
      match(/[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*=[ \t]*["!#$%&'*+.^_`|~0-9A-Za-z:/-]/y) !== null,
  }
}
