import { isIPv6 } from 'node:net'

/**
 * Where a request comes from, for the throttle and the audit. Next writes the address of the connection into
 * X-Forwarded-For when there is none; behind a reverse proxy the last entry is the one that the proxy itself saw, and
 * those before it can be anything. Someone who reaches us directly can make it up: the count by account holds them.
 */
export function clientAddressOf(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return /^[0-9a-fA-F:.]{2,45}$/.test(last) ? last.toLowerCase() : 'unknown'
}

/** What counts as one place: a customer is given a whole /64 of IPv6, and could otherwise try from each of it. */
export function addressBlockOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const before = head ? head.split(':') : []
  const after = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((g) => Number.parseInt(g, 16).toString(16))
    .join(':')}::/64`
}
