import { maxBytesOf, readBody } from './body.ts'
import { RegistryError } from './error.ts'
import type { Answer } from './exchange.ts'
import { errorFields } from './failure.ts'
import { parseNextLink } from './link.ts'
import { parseJson } from './manifest.ts'
import type { Scope } from './scope.ts'
import type { Transport } from './transport.ts'
import type { CallOptions } from './types.ts'

/** Ten million items at the usual 1,000 a page: a list that has not ended by then never will. */
const maxPages = 10_000

export interface Page {
  readonly json: unknown
  readonly answer: Answer
}

/**
 * All pages of a list, by `Link: …; rel="next"` alone: that a page is short says nothing. Throws `forbidden_target` for
 * a link to another origin, and `invalid_response` for links that go in a circle and for a list without an end.
 */
export async function* readPages(
  transport: Transport,
  path: string,
  { scopes, accept, signal, priority }: { scopes: readonly Scope[]; accept?: string } & CallOptions,
): AsyncGenerator<Page> {
  const seen = new Set<string>()
  let to: string | URL = path
  for (let pages = 1; ; pages++) {
    const headers = { accept: accept ?? 'application/json' }
    const page: Page = await transport.send(
      { method: 'GET', to, headers, scopes, signal, priority, expect: [200] },
      (answer) => readPage(answer, transport.timeoutMs),
    )
    yield page
    const link = parseNextLink(page.answer.headers.link)
    if (link === null) return
    const next = transport.targets.own(link, page.answer.url)
    seen.add(page.answer.url.href)
    if (seen.has(next.href)) throw invalidPage(page.answer, 'The pages of the list go in a circle.')
    if (pages === maxPages) throw invalidPage(page.answer, `The list has more than ${maxPages} pages.`)
    to = next
  }
}

async function readPage(answer: Answer, timeoutMs: number): Promise<Page> {
  return { json: readJson(answer, await readBody(answer, maxBytesOf.page, timeoutMs)), answer }
}

/** JSON, whatever its Content-Type. Throws `not_a_registry` for a web page, `invalid_response` for anything else. */
export function readJson(answer: Answer, bytes: Buffer): unknown {
  const json = parseJson(bytes)
  if (json !== undefined) return json
  if (!isHtml(answer, bytes)) throw invalidPage(answer, 'The answer is not JSON.')
  const detail = 'What answers there is a web page and not a registry.'
  throw new RegistryError({ ...errorFields(answer), code: 'not_a_registry', status: answer.status, detail })
}

export const isHtml = ({ headers }: Answer, bytes: Buffer) =>
  /^text\/html\b/i.test(headers['content-type'] ?? '') ||
  /^\s*</.test(bytes.subarray(0, 100).toString('latin1'))

export const invalidPage = (answer: Answer, detail: string) =>
  new RegistryError({ ...errorFields(answer), code: 'invalid_response', status: answer.status, detail })
