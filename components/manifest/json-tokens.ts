export type JsonTokenKind = 'name' | 'string' | 'literal' | 'punctuation' | 'digest'

export interface JsonToken {
  /** Position in the line. */
  readonly at: number
  readonly kind: JsonTokenKind
  readonly text: string
}

// Only digests in full: of another algorithm or length nobody could fetch anything.
const digests = /(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})(?![a-zA-Z0-9])/g
const strings = /"(?:[^"\\]|\\.)*"?/g

/** A line of JSON cut into what is coloured and what is a link. The texts joined are the line. */
export function tokeniseLine(line: string): JsonToken[] {
  const tokens: JsonToken[] = []
  let at = 0
  for (const { index, 0: text } of line.matchAll(strings)) {
    pushPlain(tokens, line.slice(at, index), at)
    at = index + text.length
    const isName = /^\s*:/.test(line.slice(at, at + 3))
    pushString(tokens, text, index, isName ? 'name' : 'string')
  }
  pushPlain(tokens, line.slice(at), at)
  return tokens
}

function pushString(tokens: JsonToken[], text: string, start: number, kind: 'name' | 'string') {
  let at = 0
  for (const { index, 0: digest } of text.matchAll(digests)) {
    if (index > at) tokens.push({ at: start + at, kind, text: text.slice(at, index) })
    tokens.push({ at: start + index, kind: 'digest', text: digest })
    at = index + digest.length
  }
  if (at < text.length) tokens.push({ at: start + at, kind, text: text.slice(at) })
}

function pushPlain(tokens: JsonToken[], text: string, start: number) {
  for (const { index, 0: part } of text.matchAll(/[{}[\],:\s]+|[^{}[\],:\s]+/g)) {
    const kind = /^[{}[\],:\s]/.test(part) ? 'punctuation' : 'literal'
    tokens.push({ at: start + index, kind, text: part })
  }
}
