import formatParsed from 'use-intl/format-message'
import formatCompiled from 'use-intl/format-message/format-only'
import { expect, it } from 'vitest'
import { compileMessages } from './compile-messages.ts'
import en from './en/index.ts'
import ko from './ko/index.ts'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: object, prefix = ''): [string, unknown][] =>
  Object.entries(tree as Tree).flatMap(([key, value]) =>
    typeof value === 'string' || Array.isArray(value)
      ? [[prefix + key, value] as [string, unknown]]
      : flat(value, `${prefix}${key}.`),
  )

/** What a message says with the number in place of every argument, its tags written as they are. */
function say(format: unknown, locale: string, message: unknown, source: string, n: number) {
  const names = [...source.matchAll(/[{<](\w+)/g)].map(([, name]) => name ?? '')
  const tags = new Set([...source.matchAll(/<(\w+)>/g)].map(([, name]) => name ?? ''))
  const values = Object.fromEntries(
    names.map((name) => [
      name,
      tags.has(name) ? (parts: unknown) => `<${name}>${[parts].flat().join('')}` : n,
    ]),
  )
  const formatters = {
    getNumberFormat: (...given: ConstructorParameters<typeof Intl.NumberFormat>) =>
      Intl.NumberFormat(...given),
    getPluralRules: (...given: ConstructorParameters<typeof Intl.PluralRules>) =>
      new Intl.PluralRules(...given),
    getDateTimeFormat: (...given: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
      Intl.DateTimeFormat(...given),
  }
  const options = { formats: {}, formatters, locale, timeZone: 'UTC', cache: { message: {} } }
  const said = (format as (...given: unknown[]) => unknown)(source, message, values, options)
  return [said].flat().join('')
}

it.each([
  ['en', en],
  ['ko', ko],
])('says the same compiled as read anew, every message, in %s', (locale, messages) => {
  const compiled = new Map(flat(compileMessages(messages) as object))
  const differing = flat(messages).filter(([key, source]) =>
    [0, 1, 2, 1234].some(
      (n) =>
        say(formatParsed, locale, source, String(source), n) !==
        say(formatCompiled, locale, compiled.get(key), String(source), n),
    ),
  )
  expect(differing).toEqual([])
})
