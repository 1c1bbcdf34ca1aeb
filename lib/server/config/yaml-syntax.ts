import type { LineCounter, YAMLParseError } from 'yaml'

export interface SyntaxMistake {
  readonly line: number
  /** The key that is meant; null where there is none to name. */
  readonly key: string | null
  readonly message: string
}

// Our own words: those of the parser may quote the source, and the source holds passwords.
const words: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'tabs cannot indent YAML: use spaces',
  BAD_INDENT: 'is not valid YAML: the indentation does not fit the lines above',
  MULTIPLE_DOCS: 'holds several YAML documents: there must be one',
  BLOCK_AS_IMPLICIT_KEY: 'is not valid YAML: a value with ": " in it must be in quotes',
}

/**
 * What the parser found, in words for a person. Of broken syntax only the first mistake is told, the others mostly
 * follow from it; of keys that are there twice each is.
 */
export function syntaxMistakes(
  errors: readonly YAMLParseError[],
  text: string,
  lines: LineCounter,
): SyntaxMistake[] {
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const [first, ...rest] = errors.filter((error) => error.code !== 'DUPLICATE_KEY')
  if (first) {
    const line = lineAt(first.pos[0])
    // A line too far to the right continues the value above it, and makes a key of the two.
    const isContinued = (error: YAMLParseError) =>
      error.code === 'MULTILINE_IMPLICIT_KEY' && lineAt(error.pos[0]) === line
    const continued =
      first.code === 'MISSING_CHAR' ? undefined : [first, ...rest].find((error) => isContinued(error))
    if (!continued) return [{ line, key: null, message: wordsFor(first, text) }]
    const next = Math.max(line + 1, lineAt(continued.pos[1]))
    const message = `is not valid YAML: ": " is missing here, or the indentation of line ${next} does not fit`
    return [{ line, key: null, message }]
  }
  return errors.map(({ pos: [start] }) => ({
    line: lineAt(start),
    key: /^[A-Za-z]+(?=\s*:)/.exec(text.slice(start))?.[0] ?? null,
    message: 'this key is there twice',
  }))
}

function wordsFor({ code, pos: [start] }: YAMLParseError, text: string): string {
  if (code !== 'MISSING_CHAR') return words[code] ?? 'is not valid YAML'
  const rest = text.slice(start)
  if (rest.trim() === '') return 'is not valid YAML: a quote or bracket further up is never closed'
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  // A key at the start of a line, where the list above wants its next "- ".
  return before.trim() === '' && /^ *[\w-]+\s*:/.test(rest)
    ? 'is not valid YAML: the indentation does not fit the lines above'
    : 'is not valid YAML: a quote, bracket, comma or colon is missing'
}
