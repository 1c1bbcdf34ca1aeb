import { createTranslator } from 'use-intl/core'
import { expect, it } from 'vitest'
import { clientProblemCodes } from '../problem.ts'
import en from './en/index.ts'
import ko from './ko/index.ts'

type Tree = { readonly [key: string]: string | Tree }

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )
const english = new Map(flat(en))
const korean = new Map(flat(ko))

/** Names of the arguments of an ICU message; the arm of a plural is none. */
const argumentsOf = (message: string) => {
  const found = message.matchAll(/(?<!(?:\b(?:zero|one|two|few|many|other)|=\d+)\s*)\{\s*(\w+)\s*[,}]/g)
  return [...new Set([...found].map(([, name]) => name ?? ''))].toSorted()
}

/** What is wrong with the message when it is formatted; null when nothing is. */
function faultOf(locale: string, message: string) {
  const values = Object.fromEntries(argumentsOf(message).map((name) => [name, 2]))
  const tags = Object.fromEntries(
    [...message.matchAll(/<(\w+)>/g)].map(([, name]) => [name, (s: string) => s]),
  )
  let fault: string | null = message.trim() === '' ? 'empty' : null
  const translate = createTranslator<{ message: string }>({
    locale: locale === 'ko' ? 'ko' : 'en',
    messages: { message },
    onError: (error) => {
      fault = error.message
    },
  })
  translate.markup('message', { ...values, ...tags })
  return fault
}

it('says everything in both languages', () => {
  expect([...korean.keys()].toSorted()).toEqual([...english.keys()].toSorted())
})

it('wants the same arguments in both languages', () => {
  const wanted = (messages: Map<string, string>) =>
    Object.fromEntries([...messages].map(([key, message]) => [key, argumentsOf(message)]))
  expect(wanted(korean)).toEqual(wanted(english))
})

it('has words for every problem', () => {
  expect(Object.keys(en.problems).toSorted()).toEqual([...clientProblemCodes].toSorted())
})

it.each([
  ['en', english],
  ['ko', korean],
] as const)('can be formatted, every one, in %s', (locale, messages) => {
  const faults = [...messages]
    .map(([key, message]) => [key, faultOf(locale, message)])
    .filter(([, fault]) => fault)
  expect(faults).toEqual([])
})

it('would not go unnoticed with a broken message', () => {
  expect(faultOf('en', '{count, plural, one {#}')).not.toBeNull()
})
