import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from 'yaml'
import { hideReferences, resolveReferences, showReferences } from './interpolation.ts'
import { syntaxMistakes } from './yaml-syntax.ts'

export type Path = readonly (string | number)[]

export interface YamlMistake {
  readonly line: number
  readonly path: Path
  readonly message: string
}

export interface YamlDocument {
  /**
   * Maps, lists and strings: a scalar is the text that was written, so that a password `0123` stays one.
   * Undefined for an empty document; a key without a value (or `null`, `~`) is left out.
   */
  readonly value: unknown
  readonly mistakes: readonly YamlMistake[]
  /** The line of this key or list item or, where it is absent, of what it would stand in. */
  lineOf(path: Path): number
}

// More is no configuration but an alias that unfolds without end.
const maxNodes = 200_000

const isEmpty = (node: Scalar) =>
  (node.type === Scalar.PLAIN || node.type === undefined) && ['', '~', 'null'].includes(node.source ?? '')

/** Parses the text of a configuration file and puts in the variables. Never throws: what is wrong is in `mistakes`. */
export function parseYaml(text: string, env: Readonly<Record<string, string | undefined>>): YamlDocument {
  const lines = new LineCounter()
  const source = hideReferences(text)
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'failsafe',
  })
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const mistakes: YamlMistake[] = syntaxMistakes(document.errors, source, lines).map(
    ({ line, key, message }) => ({ line, path: key === null ? [] : [key], message }),
  )
  const lineOfPath = new Map<string, number>()
  const at = (path: Path) => JSON.stringify(path)
  let nodes = 0

  const convert = (node: unknown, path: Path, line: number): unknown => {
    if (++nodes > maxNodes) return undefined
    if (isAlias(node)) {
      const target: Node | undefined = node.resolve(document)
      return target === undefined ? undefined : convert(target, path, line)
    }
    if (isMap(node)) {
      const entries: [string, unknown][] = []
      for (const { key, value } of node.items) {
        const name = showReferences(String(isScalar(key) ? (key.source ?? key.value) : key))
        const keyLine = isScalar(key) && key.range ? lineAt(key.range[0]) : line
        const inner = [...path, name]
        lineOfPath.set(at(inner), keyLine)
        entries.push([name, convert(value, inner, keyLine)])
      }
      return Object.fromEntries(entries)
    }
    if (isSeq(node)) {
      return node.items.map((item, i) => {
        const inner = [...path, i]
        const range = (item as Node | null)?.range
        const itemLine = range ? lineAt(range[0]) : line
        lineOfPath.set(at(inner), itemLine)
        return convert(item, inner, itemLine)
      })
    }
    if (!isScalar(node) || isEmpty(node)) return undefined
    return resolveReferences(String(node.value), env, (message) => mistakes.push({ line, path, message }))
  }

  const value = mistakes.length > 0 ? undefined : convert(document.contents, [], 1)
  if (nodes > maxNodes) mistakes.push({ line: 1, path: [], message: 'is too large' })
  return {
    value,
    mistakes,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = lineOfPath.get(at(path.slice(0, length)))
        if (line !== undefined) return line
      }
      return 1
    },
  }
}
