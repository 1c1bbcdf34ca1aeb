import { z } from 'zod'
import { isRegistryError } from './error.ts'
import { invalidPage, type Page, readPages } from './paging.ts'
import { isRepositoryName } from './reference.ts'
import { catalog as catalogScope } from './scope.ts'
import type { Transport } from './transport.ts'
import type { RegistryClient } from './types.ts'

/** Registries that leave out what we may not see have pages with nothing on them; so many in a row go nowhere. */
export const maxBarrenPages = 200
export const endless = 'The list goes on and on without anything new.'

const Body = z.object({ repositories: z.array(z.unknown()).nullish() })

/** CNCF Distribution walks its tree from the start for each page: larger pages are cheaper, up to what it allows. */
const usualPageSizes = [1000, 100]

/** `GET /v2/_catalog`, which came with Docker's API and is not in the OCI specification. */
export function createCatalog(transport: Transport): Pick<RegistryClient, 'listRepositories'> {
  /** The largest page that this registry has not refused; null leaves it to the registry. */
  let allowedPageSize: number | null = Number.POSITIVE_INFINITY
  return {
    async *listRepositories({ signal, priority, pageSize } = {}) {
      const wanted = pageSize === undefined ? usualPageSizes : [pageSize, ...usualPageSizes]
      const first = wanted[0] ?? 1000
      const sizes = [...wanted.filter((size) => size <= first), null].filter(
        (size) => size === null || (allowedPageSize !== null && size <= allowedPageSize),
      )
      const seen = new Set<string>()
      let barren = 0
      for (const [i, size] of sizes.entries()) {
        const path = size === null ? '_catalog' : `_catalog?n=${size}`
        let hasBegun = false
        try {
          for await (const page of readPages(transport, path, { scopes: [catalogScope], signal, priority })) {
            hasBegun = true
            allowedPageSize = size === null ? null : Math.max(size, allowedPageSize ?? 0)
            const names = namesOf(page, seen)
            barren = names.length > 0 ? 0 : barren + 1
            if (barren > maxBarrenPages) throw invalidPage(page.answer, endless)
            yield names
          }
          return
        } catch (error) {
          // 400 PAGINATION_NUMBER_INVALID: `n` is above what this registry allows, which it does not tell.
          const isTooMany =
            isRegistryError(error) && error.status === 400 && error.has('PAGINATION_NUMBER_INVALID')
          if (!isTooMany || hasBegun || i === sizes.length - 1) throw error
          allowedPageSize = sizes[i + 1] ?? null
        }
      }
    },
  }
}

/** Names that fit the grammar; others could not be asked for anyway. */
function namesOf({ json, answer }: Page, seen: Set<string>): string[] {
  const body = Body.safeParse(json)
  if (!body.success) throw invalidPage(answer, 'The catalog has an unexpected form.')
  return newNames(body.data.repositories ?? [], seen, isRepositoryName)
}

/** Those that were not on an earlier page, either. */
export function newNames(
  items: readonly unknown[],
  seen: Set<string>,
  isName: (text: string) => boolean,
): string[] {
  return items.filter((item): item is string => {
    if (typeof item !== 'string' || seen.has(item) || !isName(item)) return false
    seen.add(item)
    return true
  })
}
