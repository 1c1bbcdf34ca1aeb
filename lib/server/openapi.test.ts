import { expect, test } from 'vitest'
import { endpoints } from '#lib/api/index.ts'
import { openApiDocument } from './openapi.ts'

type Node = { [key: string]: Node }
const document = JSON.parse(
  JSON.stringify(openApiDocument(endpoints, 'https://portolan.example.com')),
) as Node
const at = (...path: string[]) => path.reduce<Node | undefined>((node, key) => node?.[key], document)

test.each(endpoints.map((e) => [e.id, e] as const))('%s stands in it with its parameters', (_, endpoint) => {
  const operation = at('paths', endpoint.path, endpoint.method.toLowerCase())
  expect(operation?.operationId).toBe(endpoint.id)
  const named = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const parameters = Object.values(operation?.parameters ?? {})
  const inPath = parameters.filter((p) => String(p.in) === 'path')
  expect(inPath.map((p) => String(p.name)).toSorted()).toEqual(named.toSorted())
  expect(inPath.every((p) => Boolean(p.required))).toBe(true)
  expect(operation?.responses).toHaveProperty(String(endpoint.successStatus))
  if (endpoint.can) expect(operation?.responses).toHaveProperty('401')
})

test('every operation has an id of its own', () => {
  expect(new Set(endpoints.map((e) => e.id)).size).toBe(endpoints.length)
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '')
  expect(references.length).toBeGreaterThan(50)
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\//)
    expect(at(...reference.slice(2).split('/')), reference).toBeDefined()
  }
})

test('deleting a tag asks for If-Match and says 412 and 428', () => {
  const operation = at('paths', '/registries/{registry}/repositories/{repository}/tags/{tag}', 'delete')
  const header = Object.values(operation?.parameters ?? {}).find((p) => String(p.name) === 'if-match')
  expect(header?.required).toBe(true)
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(['409', '412', '428']))
})

test('an added registry takes a password and never gives one back', () => {
  const operation = at('paths', '/registries', 'post')
  expect(JSON.stringify(operation?.requestBody)).toContain('"password"')
  expect(JSON.stringify(at('components', 'schemas', 'Registry'))).not.toContain('"password"')
})

test('names the cookie that carries the session', () => {
  expect(at('components', 'securitySchemes', 'session', 'name')).toBe('__Secure-next-auth.session-token')
  expect(document.openapi).toBe('3.1.1')
})
