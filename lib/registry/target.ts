import { RegistryError } from './error.ts'
import { redactUrl } from './failure.ts'

/** The addresses that a server chooses: a link, a redirect, a place for an upload, a token server. */
export interface Targets {
  readonly registry: string
  /** Within the registry's own origin, or `forbidden_target`. Relative ones are resolved against `from`. */
  own(target: string, from: URL): URL
  /** Anywhere in HTTP, but not from https down to http unless the registry itself is on http. */
  redirect(target: string, from: URL): URL
  /** Where tokens come from. Throws `forbidden_target` for what is no address, and for http of a registry on https. */
  realm(target: string): URL
  /**
   * Credentials may go to a token server over https; over http only when the registry itself is on http and the
   * server is the same host, or both are this machine. Throws `forbidden_target` otherwise.
   */
  assertMayHaveCredentials(realm: URL): void
  isOwn(url: URL): boolean
}

export function createTargets(registry: string, base: URL): Targets {
  const forbidden = (what: string, url?: URL) =>
    new RegistryError({
      code: 'forbidden_target',
      registry,
      detail: `The registry sends us to ${what}.`,
      ...(url && { url: redactUrl(url) }),
    })
  const parse = (target: string, from?: URL) => {
    const url = URL.parse(target, from)
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
      throw forbidden('what is no address in HTTP')
    }
    if (url.username || url.password) throw forbidden('an address with credentials in it', url)
    return url
  }
  const assertNoDowngrade = (url: URL) => {
    if (url.protocol === 'http:' && base.protocol === 'https:') throw forbidden('an unencrypted address', url)
    return url
  }
  return {
    registry,
    own(target, from) {
      const url = parse(target, from)
      // Registries behind a proxy that ends TLS often don't know that they are on https.
      if (base.protocol === 'https:' && url.protocol === 'http:' && url.hostname === base.hostname) {
        if (url.port === '' || url.port === base.port) url.protocol = 'https:'
      }
      if (url.origin !== base.origin) throw forbidden('another origin', url)
      return url
    },
    redirect: (target, from) => assertNoDowngrade(parse(target, from)),
    realm: (target) => assertNoDowngrade(parse(target)),
    assertMayHaveCredentials(realm) {
      if (realm.protocol === 'https:') return
      const isNear = realm.hostname === base.hostname || (isLoopback(realm) && isLoopback(base))
      if (base.protocol === 'https:' || !isNear) throw forbidden('an unencrypted token server', realm)
    },
    isOwn: (url) => url.origin === base.origin,
  }
}

const isLoopback = ({ hostname }: URL) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)
