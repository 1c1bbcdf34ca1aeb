import { maxBytesOf, readBody } from './body.ts'
import { isRegistryError, RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { errorFields } from './failure.ts'
import { parseJson } from './manifest.ts'
import { isHtml } from './paging.ts'
import type { Transport } from './transport.ts'
import type { RegistryClient } from './types.ts'

const headerOf = ({ headers }: Answer, name: string) => {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value)?.slice(0, 200) ?? null
}

/** distribution-spec end-1. Some registries answer with no body at all; a web page is none of them. */
export function createPing(transport: Transport): Pick<RegistryClient, 'ping'> {
  return {
    async ping({ signal } = {}) {
      try {
        const call = { method: 'GET', to: '', scopes: [], signal, expect: [200] } as const
        return await transport.send(call, async (answer) => {
          const bytes = await readBody(answer, maxBytesOf.error, transport.timeoutMs)
          const version = headerOf(answer, 'docker-distribution-api-version')
          const isJson = bytes.length === 0 || parseJson(bytes) !== undefined
          if (version === null && (isHtml(answer, bytes) || !isJson)) throw notARegistry(answer)
          return { version, server: headerOf(answer, 'server') }
        })
      } catch (error) {
        // A server without /v2/ is none; a registry says 404 with an OCI error, or not at all.
        if (isRegistryError(error) && error.code === 'not_found' && error.errors.length === 0) {
          throw notARegistry({ registry: error.registry, method: 'GET', url: transport.base }, error)
        }
        if (isRegistryError(error) && error.code === 'too_large') {
          throw notARegistry({ registry: error.registry, method: 'GET', url: transport.base }, error)
        }
        throw error
      }
    },
  }
}

const notARegistry = (context: Pick<Answer, 'registry' | 'method' | 'url'>, cause?: RegistryError) =>
  new RegistryError({
    ...errorFields(context),
    code: 'not_a_registry',
    status: cause?.status ?? 200,
    detail: 'What answers there is no registry.',
    cause,
  })
