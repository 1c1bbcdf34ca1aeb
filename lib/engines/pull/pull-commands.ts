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
  readonly tool: 'docker' | 'podman' | 'nerdctl' | 'skopeo' | 'crane' | 'helm'
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
  const commands = [
    both('docker', (reference) => `docker pull ${reference}`),
    both('podman', (reference) => `podman pull${isInsecure ? ' --tls-verify=false' : ''} ${reference}`),
    both('nerdctl', (reference) => `nerdctl pull${plain('--insecure-registry')} ${reference}`),
    both('skopeo', (reference) => {
      const insecure = isInsecure ? ' --src-tls-verify=false' : ''
      return `skopeo copy${insecure} docker://${reference} oci-archive:${archive}`
    }),
    both('crane', (reference) => `crane pull${plain('--insecure')} ${reference} ${archive}`),
  ]
  if (kind !== 'chart') return commands
  const chart: PullCommand = {
    tool: 'helm',
    // A chart's version is its tag, with `_` for the `+` that a tag cannot have.
    byTag:
      tag === null
        ? null
        : `helm pull oci://${name} --version ${tag.replaceAll('_', '+')}${isInsecure ? ' --plain-http' : ''}`,
    byDigest: `helm pull oci://${name}@${digest}${isInsecure ? ' --plain-http' : ''}`,
  }
  return [chart, ...commands]
}
