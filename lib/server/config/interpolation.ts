const name = '[A-Za-z_][A-Za-z0-9_]*'
const reference = new RegExp(`(\\$?)\\$\\{(${name})\\}`, 'g')
const hidden = new RegExp(`\uE000([\uE001\uE002])(${name})\uE003`, 'g')

/**
 * Writes `${NAME}` with private-use characters. Inside `{ … }` YAML takes a plain `${NAME}` for the start of another
 * map, and the documented form is just that: `auth: { username: ci, password: ${PASSWORD} }`.
 * `$${NAME}` stands for the literal text `${NAME}`.
 */
export const hideReferences = (text: string) =>
  text.replaceAll(
    reference,
    (_, doubled: string, n: string) => `\uE000${doubled ? '\uE002' : '\uE001'}${n}\uE003`,
  )

/**
 * A scalar's text with every hidden reference replaced by its variable. Values are put in after YAML was parsed, and so
 * cannot change its structure. `problem` is called for a variable that is not set and for a `${` that is no reference.
 */
export function resolveReferences(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  problem: (message: string) => void,
): string {
  if (text.includes('${'))
    problem(`"\${" must be followed by a variable's name and "}"; "$\${NAME}" is a literal "\${NAME}"`)
  return text.replaceAll(hidden, (_, kind: string, n: string) => {
    if (kind === '\uE002') return `\${${n}}`
    const value = env[n]
    if (value === undefined) problem(`\${${n}} is not set in the environment`)
    return value ?? ''
  })
}

/** The text as it was written. */
export const showReferences = (text: string) =>
  text.replaceAll(hidden, (_, kind: string, n: string) => `${kind === '\uE002' ? '$' : ''}\${${n}}`)
