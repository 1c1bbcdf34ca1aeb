import { z } from 'zod'
import type { Endpoint } from '#lib/api/endpoint.ts'
import type { ProblemCode } from '#lib/api/problem.ts'
import { namedSchemas } from './openapi-schemas.ts'
import { problems } from './problem-table.ts'

type Json = Record<string, unknown>

/** The API as OpenAPI 3.1, derived from the endpoints that server and browser use themselves. */
export function openApiDocument(endpoints: readonly Endpoint[], publicUrl: string): Json {
  const { refTo, schemas } = namedSchemas(endpoints)
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(endpoint, refTo),
    }
  }
  const cookie = `${publicUrl.startsWith('https:') ? '__Secure-' : ''}next-auth.session-token`
  return {
    openapi: '3.1.1',
    info: {
      title: 'Portolan',
      version: '1',
      description:
        'A repository is one path segment, its `/` written as `~`. Sizes are bytes, times ISO 8601 in UTC; unknown is null.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        hookToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of one registry, for its notifications.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: cookie,
          description:
            'Set by signing in: POST /api/auth/callback/credentials with username, password and csrfToken.',
        },
      },
      schemas,
      responses: { Problem: problemResponse('Any failure; told apart by `code`.') },
    },
  }
}

const problemResponse = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

function operation(endpoint: Endpoint, refTo: (schema: z.ZodType) => Json | null): Json {
  const { id, summary, can, guard, method, produces, successStatus } = endpoint
  const hasBody = method === 'POST' || method === 'PATCH'
  const bytes = { 'application/octet-stream': { schema: {} } }
  const schema = refTo(endpoint.response) ?? schemaOf(endpoint.response, 'output')
  const content = {
    bytes,
    json: { 'application/json': { schema } },
    events: { 'text/event-stream': { schema } },
  }[produces]
  return {
    operationId: id,
    summary,
    ...(guard === 'hook'
      ? { security: [{ hookToken: [] }] }
      : can === null
        ? { security: [] }
        : { 'x-portolan-permission': can }),
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...Object.entries(endpoint.headers).map(([name, { required, description }]) => ({
        name,
        in: 'header',
        required,
        description,
        schema: { type: 'string' },
      })),
    ],
    ...(hasBody ? { requestBody: requestBody(endpoint, refTo) } : {}),
    responses: {
      [successStatus]: {
        description: 'Success',
        ...(successStatus === 204 ? {} : { content }),
      },
      ...('range' in endpoint.headers ? { 206: { description: 'The part asked for', content: bytes } } : {}),
      ...failures(endpoint),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

function requestBody({ body }: Endpoint, refTo: (schema: z.ZodType) => Json | null): Json {
  return {
    required: !body.safeParse({}).success,
    content: { 'application/json': { schema: refTo(body) ?? schemaOf(body, 'input') } },
  }
}

/** Those that a caller can bring about; what a registry brings about stands under `default`. */
function failures({ can, params, headers, method }: Endpoint): Record<string, Json> {
  const codes: ProblemCode[] = ['invalid_request']
  if (can !== null) codes.push('unauthenticated', 'forbidden')
  if (Object.keys(schemaOf(params, 'input').properties ?? {}).length > 0) codes.push('not_found')
  if (method === 'POST' || method === 'PATCH') codes.push('request_too_large', 'unsupported_media_type')
  if ('if-match' in headers) codes.push('precondition_required', 'tag_moved', 'conflict')
  if ('range' in headers) codes.push('range_not_satisfiable')
  return Object.fromEntries(
    codes.map((code) => [problems[code].status, problemResponse(problems[code].title)]),
  )
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input')
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }
  })
}

interface ObjectSchema extends Json {
  properties?: Record<string, Json>
  required?: string[]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest as ObjectSchema
}
