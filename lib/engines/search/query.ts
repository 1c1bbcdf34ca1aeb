import { type ImageReference, readReference } from './reference.ts'

/** A label or annotation that is asked for; `value` null: any, or `key` null: what stands in `value`, wherever it does. */
export interface LabelQuery {
  readonly source: 'label' | 'annotation' | null
  readonly key: string | null
  readonly value: string | null
}

/** What a person typed, understood. All in lower case but tags of references; every part must hold. */
export interface SearchQuery {
  /** Each stands in what is found, or in where it is. */
  readonly words: readonly string[]
  readonly reference: ImageReference | null
  /** `sha256:` with the beginning of a hash. */
  readonly digest: string | null
  readonly label: LabelQuery | null
  /** The image on which others are built. */
  readonly base: string | null
  /** `registry:` with an id. */
  readonly registry: string | null
}

const maxWords = 6
/** The longest name of a repository has 255 characters, and so long a query may be. */
const maxLength = 256
const fields = /^(label|annotation|base|digest|registry|repo|repository|tag):(.*)$/i
const shortDigest = /^(?:sha256:)?([0-9a-f]{4,64})$/i

/** Never throws: what is no form of its own is words. */
export function parseQuery(input: string): SearchQuery {
  // NUL and halves of a surrogate pair are no text for any database.
  const text = input.slice(0, maxLength).replaceAll('\0', '\uFFFD').toWellFormed().normalize('NFC').trim()
  const command = readReference.fromCommand(text)
  const tokens = command ? [] : text.split(/\s+/u).filter((token) => token !== '')
  const query: { -readonly [K in keyof SearchQuery]: SearchQuery[K] } = {
    words: [],
    reference: command,
    digest: null,
    label: null,
    base: null,
    registry: null,
  }
  const words: string[] = []
  for (const token of tokens) {
    const [, field = '', rest = ''] = fields.exec(token) ?? []
    if (field === '' || rest === '') readToken(token)
    else readField(field.toLowerCase(), rest)
  }
  // A word that is a hash, and nothing else is asked for: whoever has copied one looks for it as such.
  const only = words.length === 1 && !query.reference && !query.label ? words[0] : undefined
  if (only && isShortDigest(only)) query.digest = `sha256:${only}`
  return { ...query, words: words.slice(0, maxWords) }

  function readToken(token: string): void {
    if (/^sha256:[0-9a-f]{4,64}$/i.test(token)) query.digest = token.toLowerCase()
    else if (/^[^=]+=[^=]*$/.test(token)) query.label = pairOf(token, null)
    else {
      const reference = readReference.fromToken(token)
      if (reference) query.reference = reference
      else words.push(token.toLowerCase())
    }
  }

  function readField(field: string, rest: string): void {
    if (field === 'label' || field === 'annotation') query.label = pairOf(rest, field)
    else if (field === 'base') query.base = rest.toLowerCase()
    else if (field === 'registry') query.registry = rest.toLowerCase()
    else if (field === 'digest') {
      const hex = shortDigest.exec(rest)?.[1]
      if (hex) query.digest = `sha256:${hex.toLowerCase()}`
      else words.push(rest.toLowerCase())
    } else {
      const before = query.reference ?? { host: null, path: '', tag: null, digest: null }
      query.reference =
        field === 'tag' ? { ...before, tag: rest } : { ...before, ...(readReference.fromText(rest) ?? {}) }
      // `repo:` with what is no name: a word like any other.
      if (query.reference.path === '' && query.reference.tag === null) words.push(rest.toLowerCase())
    }
  }
}

function pairOf(text: string, source: LabelQuery['source']): LabelQuery {
  const at = text.indexOf('=')
  if (at < 0) return { source, key: null, value: text.toLowerCase() }
  const [key, value] = [text.slice(0, at), text.slice(at + 1).toLowerCase()]
  return { source, key: key.toLowerCase() || null, value: value || null }
}

/** Seven characters as git shortens, with a digit in them: “facade” is a word. */
const isShortDigest = (word: string) => /^(?=.*\d)[0-9a-f]{6,64}$/.test(word)

/** Whether there is anything to look for. */
export const isEmptyQuery = ({ words, reference, digest, label, base }: SearchQuery) =>
  words.length === 0 && !reference && !digest && !base && !(label && (label.key || label.value))
