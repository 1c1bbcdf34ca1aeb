import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { endpoints } from '#lib/api/index.ts'
import * as tags from '#lib/api/tags.ts'
import { misfitOf, type Shape } from '#lib/client/answer-shape.ts'
import { reduced, shapeOf } from './browser-endpoints.mjs'

const api = join(import.meta.dirname, '../lib/api')
const files = readdirSync(api).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))

it('gives the browser the address of every endpoint, its constants, and nothing of zod', async () => {
  let all = ''
  for (const name of files) all += reduced(await import(join(api, name)))
  for (const { id, method, path, produces } of endpoints) {
    const address = JSON.stringify({ id, method, path, produces }).slice(1, -1)
    expect(all).toContain(`export const ${id} = {${address},`)
  }
  expect(all).toContain(`export const tagSorts = ${JSON.stringify(tags.tagSorts)}`)
  expect(all).not.toMatch(/zod|_def|"summary"|=>/)
})

const Answer = z.object({
  id: z.string().regex(/^\d+$/),
  size: z.number().int().nonnegative().nullable(),
  kind: z.enum(['image', 'index']),
  only: z.literal('one'),
  items: z.array(z.object({ name: z.string(), more: z.boolean().optional() })),
  counts: z.record(z.string(), z.number()),
  place: z.discriminatedUnion('about', [
    z.object({ about: z.literal('all') }),
    z.object({ about: z.literal('tag'), tag: z.string() }),
  ]),
  note: z.string().nullable().default(null),
})
const good = {
  id: '1',
  size: null,
  kind: 'index',
  only: 'one',
  items: [{ name: 'a', more: true }, { name: 'b' }],
  counts: { a: 0.5 },
  place: { about: 'tag', tag: 'v1' },
  note: null,
}
const changed: [string, unknown][] = [
  ['.id', { ...good, id: 1 }],
  ['.id', { ...good, id: undefined }],
  ['.size', { ...good, size: '1' }],
  ['.size', { ...good, size: 1.5 }],
  ['.kind', { ...good, kind: 'chart' }],
  ['.only', { ...good, only: 'two' }],
  ['.items', { ...good, items: { length: 0 } }],
  ['.items[1].name', { ...good, items: [{ name: 'a' }, {}] }],
  ['.items[0].more', { ...good, items: [{ name: 'a', more: null }] }],
  ['.counts', { ...good, counts: [] }],
  ['.counts.b', { ...good, counts: { a: 1, b: null } }],
  ['.place', { ...good, place: { about: 'tag' } }],
  ['.place', { ...good, place: { about: 'weather' } }],
  ['', [good]],
  ['', null],
  ['', 'a page of a proxy'],
]

it('refuses, at the same place, what zod refuses by its kind', () => {
  const shape = shapeOf(Answer) as Shape
  expect(misfitOf(shape, good)).toBeNull()
  for (const [at, answer] of changed) {
    expect(Answer.safeParse(answer).success).toBe(false)
    expect(misfitOf(shape, answer)).toBe(at)
  }
})

it('takes an answer that has more than it knows, so that a page outlives an upgrade of the server', () => {
  expect(misfitOf(shapeOf(Answer) as Shape, { ...good, later: 1 })).toBeNull()
})

const root = join(import.meta.dirname, '..')
/** As the rule in next.config.js has it. */
const isReduced = (source: string) =>
  /from '(zod|\.\/endpoint\.ts)'/.test(source) && !source.includes("import './inputs/no-eval.ts'")

it('has all that the browser takes from a file with schemas', async () => {
  const missing: string[] = []
  for (const file of globSync('{components,lib/client}/**/*.{ts,tsx}', { cwd: root })) {
    if (file.includes('.test.')) continue
    const source = readFileSync(join(root, file), 'utf8')
    for (const [, list = '', name] of source.matchAll(
      /^import \{([^}]*)\} from '#lib\/api\/([\w-]+)\.ts'/gm,
    )) {
      const path = join(api, `${name}.ts`)
      if (!isReduced(readFileSync(path, 'utf8'))) continue
      const code = reduced(await import(path))
      for (const one of list.split(',').map((text) => text.trim())) {
        if (one === '' || one.startsWith('type ')) continue
        if (!code.includes(`export const ${one} = `)) missing.push(`${file}: ${one} of ${name}.ts`)
      }
    }
  }
  expect(missing).toEqual([])
})
