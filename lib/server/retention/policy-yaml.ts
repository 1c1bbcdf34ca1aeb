import { stringify } from 'yaml'
import { z } from 'zod'
import { PolicyDefinition } from '#lib/api/policy-definition.ts'
import { mistakesOfIssue, showPath, wordsFor } from '../config/issue-words.ts'
import { PolicyEntry, typed } from '../config/policy-entries.ts'
import { parseYaml } from '../config/yaml-document.ts'
import { policyMistakes } from './compile-policy.ts'

export interface NamedPolicy {
  readonly id: string
  readonly definition: PolicyDefinition
}

const defaults = new Map(
  Object.entries(PolicyDefinition.shape).flatMap(([key, schema]) => {
    const absent = (schema as z.ZodType).safeParse(undefined)
    return absent.success ? [[key, JSON.stringify(absent.data)] as const] : []
  }),
)

/** Policies as they can stand in portolan.yaml; what is as by default is left out. */
export function policiesAsYaml(policies: readonly NamedPolicy[]): string {
  const entries = policies.map(({ id, definition }) => ({
    id,
    ...Object.fromEntries(
      Object.entries(definition).filter(([key, value]) => defaults.get(key) !== JSON.stringify(value)),
    ),
  }))
  // Read again, a text such as `${NAME}` would be a variable of the environment.
  return stringify({ policies: entries }, { lineWidth: 100 }).replaceAll(/\$(?=\{[A-Za-z_])/g, '$$$$')
}

const Document = z.strictObject({
  policies: z.array(PolicyEntry).min(1, 'must have at least one policy').max(200),
})

/**
 * The policies of a YAML text, as the configuration file is read, or every mistake in it with its line. Variables of
 * the environment are not put in: the text comes from a browser.
 */
export async function parsePolicies(
  text: string,
): Promise<
  | { readonly policies: NamedPolicy[] }
  | { readonly mistakes: { readonly path: string; readonly message: string }[] }
> {
  const yaml = parseYaml(text, {})
  const mistakes: { path: string; message: string }[] = []
  const wrong = (path: readonly (string | number)[], message: string, line = yaml.lineOf(path)) =>
    mistakes.push({ path: [`line ${line}`, showPath(path)].filter(Boolean).join(': '), message })
  for (const { path, message, line } of yaml.mistakes) wrong(path, message, line)
  if (mistakes.length > 0) return { mistakes }
  const parsed = Document.safeParse(typed(yaml.value), { error: wordsFor })
  for (const issue of parsed.error?.issues ?? [])
    for (const { path, message } of mistakesOfIssue(issue)) wrong(path, message)
  const entries = parsed.data?.policies ?? []
  for (const [i, entry] of entries.entries()) {
    const first = entries.findIndex(({ id }) => id === entry.id)
    if (first < i) wrong(['policies', i, 'id'], `"${entry.id}" is there twice`)
    for (const mistake of await policyMistakes(entry))
      wrong(['policies', i, ...mistake.path], mistake.message)
  }
  if (mistakes.length > 0) return { mistakes: mistakes.slice(0, 50) }
  return { policies: entries.map(({ id, ...definition }) => ({ id, definition })) }
}
