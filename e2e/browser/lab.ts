/** A registry as the tests reach it, past Portolan. */
export interface LabRegistry {
  readonly url: string
  /** Its folder on disk. */
  readonly dir: string
  readonly authorization: string | null
}

export interface Cookie {
  readonly name: string
  readonly value: string
}

/** What the global setup has started, as far as it can be told to another process. */
export interface Lab {
  readonly url: string
  readonly demoUrl: string
  /** Of the first of the two: its database is in there. */
  readonly dataDir: string
  /** The administrator's session, at each of the two. */
  readonly cookies: readonly Cookie[]
  readonly demoCookies: readonly Cookie[]
  readonly registries: Readonly<Record<'real' | 'locked' | 'kept' | 'bare', LabRegistry>>
  readonly images: RealImages
}

/** Digests of what buildah and umoci have built, as skopeo reported them. */
export interface RealImages {
  /** `real`: `team/api:1.1.0`, `1.1` and `latest`, for two platforms. */
  readonly api: string
  /** `real`: `team/api:1.0.0`. */
  readonly apiBefore: string
  /** `real`: `tools/scan:2.0.0`, by umoci. */
  readonly scan: string
  /** `locked`: `vault/app:1.0.0`. */
  readonly vault: string
}

const variable = 'PORTOLAN_BROWSER_LAB'

/** Hands the lab on to the workers, which start as children. */
export const publishLab = (lab: Lab) => {
  process.env[variable] = JSON.stringify(lab)
}

export function readLab(): Lab {
  const text = process.env[variable]
  if (!text) throw new Error('the global setup has not started the lab')
  return JSON.parse(text) as Lab
}
