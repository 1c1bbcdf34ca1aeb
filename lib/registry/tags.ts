import { z } from 'zod'
import { endless, maxBarrenPages, newNames } from './catalog.ts'
import { isRegistryError } from './error.ts'
import { invalidPage, type Page, readPages } from './paging.ts'
import { assertRepository, isTag } from './reference.ts'
import { pull } from './scope.ts'
import type { Transport } from './transport.ts'
import type { RegistryClient } from './types.ts'

/** CNCF Distribution writes null when the last tag has gone. */
const Body = z.object({ tags: z.array(z.unknown()).nullish() })

const pageSize = 1000

/** distribution-spec end-8. Registries whose own pages are small get asked for larger ones. */
export function createTags(transport: Transport): Pick<RegistryClient, 'listTags'> {
  return {
    async *listTags(repository, { signal, priority } = {}) {
      assertRepository(transport.registry, repository)
      const seen = new Set<string>()
      let barren = 0
      const scopes = [pull(repository)]
      for (const query of [`?n=${pageSize}`, '']) {
        let hasBegun = false
        try {
          for await (const page of readPages(transport, `${repository}/tags/list${query}`, {
            scopes,
            signal,
            priority,
          })) {
            hasBegun = true
            const names = tagsOf(page, seen)
            barren = names.length > 0 ? 0 : barren + 1
            if (barren > maxBarrenPages) throw invalidPage(page.answer, endless)
            yield names
          }
          return
        } catch (error) {
          const isAboutPages =
            isRegistryError(error) && error.status === 400 && error.has('PAGINATION_NUMBER_INVALID')
          if (!isAboutPages || hasBegun || query === '') throw error
        }
      }
    },
  }
}

function tagsOf({ json, answer }: Page, seen: Set<string>): string[] {
  const body = Body.safeParse(json)
  if (!body.success) throw invalidPage(answer, 'The list of tags has an unexpected form.')
  return newNames(body.data.tags ?? [], seen, isTag)
}
