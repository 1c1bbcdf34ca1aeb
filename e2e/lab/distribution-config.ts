import type { TokenServer } from './token-server.ts'

export interface DistributionSettings {
  /** Default true. */
  deleteEnabled?: boolean
  /** Whether it takes and serves schema 1 manifests. Default true. */
  schema1?: boolean
  /** Pushes and deletions are 405. */
  readOnly?: boolean
  /** Largest `n` of the catalog; the registry's own default is 1000. */
  catalogMaxEntries?: number
  /** Whom it tells of what happens in it (https://distribution.github.io/distribution/about/notifications/). */
  notifications?: { url: string; token: string }
}

interface DistributionPlace extends DistributionSettings {
  dir: string
  host: string
  tls: { keyFile: string; certificateFile: string } | null
  auth: { htpasswdFile: string } | { tokenServer: TokenServer } | null
}

/** The configuration file of CNCF Distribution, 2.8 and 3: JSON, which is YAML. */
export function distributionConfig(place: DistributionPlace): string {
  return JSON.stringify({
    version: 0.1,
    log: { level: 'warn', formatter: 'text', accesslog: { disabled: false } },
    storage: {
      filesystem: { rootdirectory: place.dir },
      delete: { enabled: place.deleteEnabled ?? true },
      cache: { blobdescriptor: 'inmemory' },
      maintenance: {
        readonly: { enabled: place.readOnly ?? false },
        uploadpurging: { enabled: false },
      },
    },
    http: {
      addr: place.host,
      secret: 'portolan-lab',
      ...(place.tls && { tls: { key: place.tls.keyFile, certificate: place.tls.certificateFile } }),
    },
    // Without it, layers with `urls` (foreign layers) are refused.
    validation: { manifests: { urls: { allow: ['^https?://'] } } },
    compatibility: { schema1: { enabled: place.schema1 ?? true } },
    ...(place.catalogMaxEntries && { catalog: { maxentries: place.catalogMaxEntries } }),
    ...(place.notifications && {
      notifications: {
        endpoints: [
          {
            name: 'portolan',
            url: place.notifications.url,
            headers: { Authorization: [`Bearer ${place.notifications.token}`] },
            timeout: '1s',
            threshold: 5,
            backoff: '100ms',
          },
        ],
      },
    }),
    ...(place.auth && { auth: authSection(place.auth) }),
  })
}

function authSection(auth: NonNullable<DistributionPlace['auth']>) {
  if ('htpasswdFile' in auth) return { htpasswd: { realm: 'portolan-lab', path: auth.htpasswdFile } }
  const { realm, service, issuer, certificateFile } = auth.tokenServer
  return { token: { realm, service, issuer, rootcertbundle: certificateFile } }
}
