import { type LookupOptions, lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { type AddressKind, kindOfAddress } from './address.ts'

/** Thrown where an address would have been connected to; it becomes `forbidden_target`. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
}

/**
 * Which addresses may be connected to (SSRF). A registry chooses its token server, its redirects and its next links: it
 * may send us into the internet, and to private or loopback addresses only when its own configured address is such a
 * one. Nobody may send us to link-local, multicast and the like.
 *
 * The address is looked at when the connection is made, so that a name can't answer differently the second time.
 */
export interface Guard {
  /** For the host that was configured. Learns which kinds of address it has. */
  readonly ownLookup: LookupFunction
  /** For any other host. */
  readonly foreignLookup: LookupFunction
  /** For literal addresses, which are never looked up. Throws `ForbiddenAddressError`. */
  assertHost(hostname: string): void
}

export type Resolve = typeof resolve

/** `ownHostname` as URL has it: IPv6 in brackets. */
export function createGuard(ownHostname: string, resolver: Resolve = resolve): Guard {
  const ownKinds = new Set<AddressKind>()
  const own = withoutBrackets(ownHostname)
  if (isIP(own)) ownKinds.add(kindOfAddress(own))

  const isAllowedToOwn = (address: string) => {
    const kind = kindOfAddress(address)
    ownKinds.add(kind)
    return kind !== 'forbidden'
  }
  const isAllowedToForeign = (address: string) => {
    const kind = kindOfAddress(address)
    if (kind === 'public') return true
    // To be at 0.0.0.0 is to be on this machine.
    if (kind === 'loopback') return ownKinds.has('loopback') || ownKinds.has('unspecified')
    return kind === 'private' && ownKinds.has('private')
  }
  /** Asked for each request; what was allowed once stays so. */
  let lastAllowed = ''
  return {
    ownLookup: filteredLookup(resolver, isAllowedToOwn),
    foreignLookup: filteredLookup(resolver, isAllowedToForeign),
    assertHost(hostname) {
      if (hostname === lastAllowed) return
      const host = withoutBrackets(hostname)
      const isAllowed = !isIP(host) || (host === own ? isAllowedToOwn(host) : isAllowedToForeign(host))
      if (!isAllowed) throw new ForbiddenAddressError()
      lastAllowed = hostname
    },
  }
}

const withoutBrackets = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

function filteredLookup(resolver: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupOptions & { all: true } = { ...options, all: true }
    resolver(hostname, all, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const allowed = addresses.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (!first) return callback(new ForbiddenAddressError(), '', 0)
      if (options.all) return callback(null, allowed)
      callback(null, first.address, first.family)
    })
  }
}
