import { randomUUID } from 'node:crypto'

const sane = /^[A-Za-z0-9._-]{8,64}$/

/** The id that a proxy in front of us gave the request, or a new one. It ends up in logs, so that only plain ones count. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && sane.test(given) ? given : randomUUID()
}
