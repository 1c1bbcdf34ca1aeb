import { discard } from './body.ts'
import { RegistryError } from './error.ts'
import type { Answer, Exchange, Outgoing } from './exchange.ts'
import { errorFields } from './failure.ts'
import type { Targets } from './target.ts'

const maxRedirects = 5
const redirectStatuses = new Set([301, 302, 303, 307, 308])

/**
 * Follows redirects of GET and HEAD, as registries send blobs to their storage. Credentials go to the registry's own
 * origin and are left away for good once a redirect has led elsewhere: storage refuses foreign ones, and must not see them.
 */
export async function follow(exchange: Exchange, targets: Targets, outgoing: Outgoing): Promise<Answer> {
  let { url, headers } = outgoing
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange({ ...outgoing, url, headers })
    const { location } = answer.headers
    const isRedirect = redirectStatuses.has(answer.status) && typeof location === 'string'
    if (!isRedirect || (outgoing.method !== 'GET' && outgoing.method !== 'HEAD')) return answer
    discard(answer)
    if (redirects === maxRedirects) {
      const detail = `More than ${maxRedirects} redirects.`
      throw new RegistryError({ ...errorFields(answer), code: 'invalid_response', detail })
    }
    url = targets.redirect(location, url)
    if (!targets.isOwn(url)) headers = withoutCredentials(headers)
  }
}

const withoutCredentials = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'))
