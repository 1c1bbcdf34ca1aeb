import type { ManifestKind } from '../manifest/kind.ts'

export interface PullTarget {
  /** Host and port as a client names the registry. */
  readonly host: string
  /** Path below the host, for a registry that does not stand at the root of it. */
  readonly repository: string
  readonly tag: string | null
  readonly digest: string
  readonly kind: ManifestKind
  /** Served over plain http, which the tools refuse unless told. */
  readonly isInsecure: boolean
}

export interface PullCommand {
  readonly tool: 'docker' | 'podman' | 'nerdctl' | 'skopeo' | 'crane' | 'helm' | 'oras'
  readonly byTag: string | null
  readonly byDigest: string
}

/** How each tool pulls this, by tag and by digest. Names and tags fit the OCI grammar, so that nothing needs quoting. */
export function pullCommands({ host, repository, tag, digest, kind, isInsecure }: PullTarget): PullCommand[] {
  const name = `${host}/${repository}`
  const both = (tool: PullCommand['tool'], command: (reference: string) => string): PullCommand => ({
    tool,
    byTag: tag === null ? null : command(`${name}:${tag}`),
    byDigest: command(`${name}@${digest}`),
  })
  // Docker and friends take plain http on loopback by themselves; elsewhere it is a matter of the daemon's configuration.
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$)/.test(host)
  const plain = (flag: string) => (isInsecure && !isLocal ? ` ${flag}` : '')
  const archive = `${repository.split('/').at(-1)}.tar`
  const skopeo = both('skopeo', (reference) => {
    const insecure = isInsecure ? ' --src-tls-verify=false' : ''
    return `skopeo copy${insecure} docker://${reference} oci-archive:${archive}`
  })
  const crane = both('crane', (reference) => `crane pull${plain('--insecure')} ${reference} ${archive}`)
  if (isRunnable(kind)) {
    return [
      both('docker', (reference) => `docker pull ${reference}`),
      both('podman', (reference) => `podman pull${isInsecure ? ' --tls-verify=false' : ''} ${reference}`),
      both('nerdctl', (reference) => `nerdctl pull${plain('--insecure-registry')} ${reference}`),
      skopeo,
      crane,
    ]
  }
  // What runs containers takes no chart and no SBOM.
  const oras = both('oras', (reference) => `oras pull${isInsecure ? ' --plain-http' : ''} ${reference}`)
  if (kind !== 'chart') return [oras, skopeo, crane]
  const helm: PullCommand = {
    tool: 'helm',
    // A chart's version is its tag, with `_` for the `+` that a tag cannot have.
    byTag:
      tag === null
        ? null
        : `helm pull oci://${name} --version ${tag.replaceAll('_', '+')}${isInsecure ? ' --plain-http' : ''}`,
    byDigest: `helm pull oci://${name}@${digest}${isInsecure ? ' --plain-http' : ''}`,
  }
  return [helm, oras, skopeo, crane]
}

/** What is no artifact for certain may be an image: an index, schema 1, and what nobody knows. */
const isRunnable = (kind: ManifestKind) => !artifacts.has(kind)
const artifacts: ReadonlySet<ManifestKind> = new Set([
  'artifact',
  'chart',
  'signature',
  'attestation',
  'sbom',
])
