/**
 * The target of the link with `rel="next"` in a Link header (RFC 8288), as it stands there; null where there is none.
 * Registries write it with quotes and without, relative and absolute, and next to other links.
 */
export function parseNextLink(header: string | readonly string[] | undefined): string | null {
  const text = typeof header === 'string' ? header : (header ?? []).join(',')
  let rest = text
  for (;;) {
    const target = /^[\s,]*<([^>]*)>/.exec(rest)
    if (!target) return null
    rest = rest.slice(target[0].length)
    let isNext = false
    for (;;) {
      const parameter = /^\s*;\s*([!#$%&'*+.^_`|~\w-]+)?\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s;,"]*))?/.exec(rest)
      if (!parameter || parameter[0] === '') break
      rest = rest.slice(parameter[0].length)
      const [, name, value = ''] = parameter
      if (name?.toLowerCase() === 'rel') isNext ||= relations(value).includes('next')
    }
    if (isNext) return target[1] ?? null
  }
}

const relations = (value: string) =>
  value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1').toLowerCase().split(/\s+/)
