import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { at } from './project.mjs'

const api = at('lib', 'api')

/**
 * What the browser gets of a file of `lib/api` (decision 69): of an endpoint its address and, as a small JSON schema, what
 * its answer looks like; constants as they are; no schema of zod's, which would be the largest thing on every page. What
 * is left out can't be imported by mistake: the build fails then. Files without schemas don't come here.
 *
 * A loader as webpack has them, run by Turbopack (next.config.js).
 */
export default function browserEndpoints() {
  const done = this.async()
  // What a shape is made of may stand in another file, and what is made of it is written here.
  for (const file of globSync('**/*.ts', { cwd: api })) this.addDependency(join(api, file))
  this.addDependency(import.meta.filename)
  // A file that was changed while `npm run dev` runs is read again.
  const url = `${pathToFileURL(this.resourcePath)}?${Date.now()}`
  import(url).then(
    (module) => done(null, reduced(module)),
    (error) => done(error),
  )
}

/** Read by the browser although they are no endpoint's answer: an error, and what a stream tells. */
const alsoRead = ['Problem', 'Change']

const isSchema = (value) => value instanceof z.ZodType
const isEndpoint = (value) => typeof value?.path === 'string' && isSchema(value.response)

/** The module's source for the browser. */
export function reduced(module) {
  const lines = Object.entries(module).flatMap(([name, value]) => {
    const code = codeOf(value, name)
    return code === null ? [] : [`export const ${name} = ${code}`]
  })
  return ["import { answerOf } from '#lib/client/answer-shape.ts'", ...lines, ''].join('\n')
}

function codeOf(value, name) {
  if (isEndpoint(value)) {
    const { id, method, path, produces, response } = value
    const address = JSON.stringify({ id, method, path, produces }).slice(1, -1)
    return `{${address},response:${answerCode(response)}}`
  }
  if (alsoRead.includes(name)) return answerCode(value)
  if (value instanceof RegExp) return String(value)
  return isPlain(value) ? JSON.stringify(value) : null
}

const isPlain = (value) =>
  typeof value === 'object' && value !== null
    ? !isSchema(value) && Object.values(value).every(isPlain)
    : value !== undefined && typeof value !== 'function'

/** Pure: what a page does not use is left out of it. */
const answerCode = (schema) => `/*#__PURE__*/ answerOf(${JSON.stringify(shapeOf(schema))})`

/** A schema of zod's as `lib/client/answer-shape.ts` reads it: kinds of values and which there are, not how a text is spelled. */
export const shapeOf = (schema) =>
  shapeIn(z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }))

function shapeIn({ type, const: only, enum: values, anyOf, oneOf = anyOf, items, properties, ...rest }) {
  if (only !== undefined) return { is: [only] }
  if (values) return { is: values }
  if (oneOf) return oneOf.map(shapeIn)
  if (type === 'array') return { list: items ? shapeIn(items) : 'any' }
  if (type === 'object' && properties) return { has: propertiesIn(properties, new Set(rest.required)) }
  if (type === 'object') return { each: shapeIn(rest.additionalProperties || {}) }
  // What cannot be said is let through.
  return type ?? 'any'
}

/** `name?` may be left out. */
const propertiesIn = (properties, required) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      required.has(name) ? name : `${name}?`,
      shapeIn(schema),
    ]),
  )
