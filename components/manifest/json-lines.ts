/** One line of a document as it is shown. `depth` is how far it stands in. */
export interface JsonLine {
  readonly depth: number
  readonly text: string
  /** Characters of the line that are left out. */
  readonly cut: number
}

export interface JsonLines {
  readonly lines: readonly JsonLine[]
  /** The document goes on: what is shown is its beginning. */
  readonly isCut: boolean
}

// A document has at most 4 MiB, which can be four million lines or one.
const maxLines = 20_000
const maxLineLength = 2_000

const lineOf = (text: string, depth: number): JsonLine => ({
  depth,
  text: text.length > maxLineLength ? text.slice(0, maxLineLength) : text,
  cut: Math.max(0, text.length - maxLineLength),
})

/** Where the string that starts at `at` ends, behind its closing quote. */
function endOfString(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === '"') return end + 1
  }
  return text.length
}

/**
 * A JSON text with one member to a line, changed in its white space alone: numbers keep their spelling, members their
 * order, and a name that is there twice stays there twice. It is not parsed, so that nothing in it can break this.
 */
export function prettyLines(text: string): JsonLines {
  const lines: JsonLine[] = []
  let depth = 0
  let line = ''
  const end = () => {
    if (line) lines.push(lineOf(line, depth))
    line = ''
  }
  let at = 0
  while (at < text.length && lines.length < maxLines) {
    const c = text[at] ?? ''
    if (c === '"') {
      const next = endOfString(text, at)
      line += text.slice(at, next)
      at = next
      continue
    }
    at++
    if (c === ' ' || c === '\n' || c === '\r' || c === '\t') continue
    if (c === '{' || c === '[') {
      const close = c === '{' ? '}' : ']'
      const empty = /^\s*/.exec(text.slice(at, at + 100))?.[0].length ?? 0
      if (text[at + empty] === close) {
        line += c + close
        at += empty + 1
        continue
      }
      line += c
      end()
      depth++
    } else if (c === '}' || c === ']') {
      end()
      depth = Math.max(0, depth - 1)
      line = c
    } else if (c === ',') {
      line += c
      end()
    } else line += c === ':' ? ': ' : c
  }
  end()
  return { lines, isCut: at < text.length }
}

/** The exact text, line by line; a line that is too long for a screen goes on in the next. */
export function exactLines(text: string, width = 160): JsonLines {
  const lines: JsonLine[] = []
  let at = 0
  while (at < text.length && lines.length < maxLines) {
    // Looked at in pieces: a search through all of what is left, for each line, would take seconds.
    const piece = text.slice(at, at + width + 1)
    const newline = piece.indexOf('\n')
    const isWhole = newline >= 0 || piece.length <= width
    const length = newline >= 0 ? newline : isWhole ? piece.length : breakOf(piece, width)
    lines.push({ depth: 0, text: piece.slice(0, length), cut: 0 })
    at += newline >= 0 ? length + 1 : length
  }
  return { lines, isCut: at < text.length }
}

/** Behind the last comma that fits: a digest holds none, so it stays whole and a link. */
function breakOf(piece: string, width: number): number {
  const comma = piece.lastIndexOf(',', width - 1)
  return comma > 0 ? comma + 1 : width
}
