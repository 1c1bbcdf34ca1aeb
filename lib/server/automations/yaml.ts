import { stringify } from 'yaml'
import { z } from 'zod'
import { mistakesOfIssue, showPath, wordsFor } from '../config/issue-words.ts'
import { typed } from '../config/policy-entries.ts'
import { parseYaml } from '../config/yaml-document.ts'
import type { AutomationDefinition, AutomationKind, Named } from './kind.ts'

type Yaml<Definition extends AutomationDefinition> = Pick<
  // biome-ignore lint/suspicious/noExplicitAny: only definitions matter here.
  AutomationKind<Definition, any, any>,
  'one' | 'many' | 'entry' | 'schema' | 'mistakesOf' | 'alwaysWritten'
>

const defaultsOf = (shape: z.ZodRawShape) =>
  new Map(
    Object.entries(shape).flatMap(([key, schema]) => {
      const absent = z.safeParse(schema, undefined)
      return absent.success ? [[key, JSON.stringify(absent.data)] as const] : []
    }),
  )

/** As they can stand in portolan.yaml; what is as by default is left out, but for what nobody should have to know by heart. */
export function automationsAsYaml<D extends AutomationDefinition>(
  { many, schema, alwaysWritten }: Yaml<D>,
  all: readonly Named<D>[],
): string {
  const defaults = defaultsOf(schema.shape)
  const entries = all.map(({ id, definition }) => ({
    id,
    ...Object.fromEntries(
      Object.entries(definition).filter(
        ([key, value]) => alwaysWritten.includes(key) || defaults.get(key) !== JSON.stringify(value),
      ),
    ),
  }))
  // Read again, a text such as `${NAME}` would be a variable of the environment.
  return stringify({ [many]: entries }, { lineWidth: 100 }).replaceAll(/\$(?=\{[A-Za-z_])/g, '$$$$')
}

/**
 * Those of a YAML text, as the configuration file is read, or every mistake in it with its line. Variables of the
 * environment are not put in: the text comes from a browser.
 */
export async function parseAutomations<D extends AutomationDefinition>(
  { one, many: list, entry, mistakesOf }: Yaml<D>,
  text: string,
): Promise<
  | { readonly parsed: Named<D>[] }
  | { readonly mistakes: { readonly path: string; readonly message: string }[] }
> {
  const document = z.strictObject({
    [list]: z.array(entry).min(1, `must have at least one ${one}`).max(200),
  })
  const yaml = parseYaml(text, {})
  const mistakes: { path: string; message: string }[] = []
  const wrong = (path: readonly (string | number)[], message: string, line = yaml.lineOf(path)) =>
    mistakes.push({ path: [`line ${line}`, showPath(path)].filter(Boolean).join(': '), message })
  for (const { path, message, line } of yaml.mistakes) wrong(path, message, line)
  if (mistakes.length > 0) return { mistakes }
  const parsed = document.safeParse(typed(yaml.value), { error: wordsFor })
  // The text as a whole has no name that could be said.
  for (const issue of parsed.error?.issues ?? [])
    for (const { path, message } of mistakesOfIssue(issue))
      if (path.length === 0) wrong(path, `the document must be a map with the key "${list}"`)
      else wrong(path, message)
  const entries = parsed.data?.[list] ?? []
  for (const [i, written] of entries.entries()) {
    const first = entries.findIndex(({ id }) => id === written.id)
    if (first < i) wrong([list, i, 'id'], `"${written.id}" is there twice`)
    for (const mistake of await mistakesOf(written)) wrong([list, i, ...mistake.path], mistake.message)
  }
  if (mistakes.length > 0) return { mistakes: mistakes.slice(0, 50) }
  return { parsed: entries.map(({ id, ...definition }) => ({ id, definition: definition as unknown as D })) }
}
