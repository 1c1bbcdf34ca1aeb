/** `host/path:tag@digest` as people write and paste it. */
export interface ImageReference {
  readonly host: string | null
  /** In lower case; empty where only a tag is asked for. */
  readonly path: string
  readonly tag: string | null
  readonly digest: string | null
}

const tools =
  /^(?:docker|podman|nerdctl|skopeo|crane|helm|buildah|ctr|crictl|oras|regctl|cosign|from|image:)$/i
/** What stands between a tool and the image it is told of. */
const verbs =
  /^(?:pull|push|run|create|copy|inspect|image|images|manifest|fetch|get|digest|config|chart|show|verify|artifact|install|template|i)$/
const scheme = /^(?:docker|oci|https?):\/\//i
// A path of a repository in any case, an optional tag, an optional digest or the beginning of one.
const grammar =
  /^(?<path>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>[a-z0-9_][a-z0-9._-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-f]{4,128}))?$/i

/** null for what is no reference. */
function fromText(text: string): ImageReference | null {
  const bare = text.replace(scheme, '').replace(/\/+$/, '')
  const slash = bare.indexOf('/')
  const first = bare.slice(0, Math.max(slash, 0))
  // https://github.com/distribution/reference: a first part with a dot or a port is a host.
  const isHost =
    /^(?:localhost|\[[0-9a-f:]+\]|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?$|^[a-z0-9-]+:\d{1,5}$/i
  const host = isHost.test(first) ? first.toLowerCase() : null
  const groups = grammar.exec(host ? bare.slice(slash + 1) : bare)?.groups
  if (!groups?.path) return null
  return {
    host,
    path: groups.path.toLowerCase(),
    tag: groups.tag ?? null,
    digest: groups.digest?.toLowerCase() ?? null,
  }
}

/** A word that says more than a name: with a tag, a digest or a host. `team/api` alone is a word like any other. */
function fromToken(token: string): ImageReference | null {
  const reference = fromText(token)
  return reference && (reference.host || reference.tag || reference.digest) ? reference : null
}

/** The image of a pasted command: `docker pull …`, `FROM …`, `helm pull oci://… --version 1.2`. */
function fromCommand(text: string): ImageReference | null {
  const tokens = text.replace(/^(?:\$\s+|sudo\s+|-\s+)+/, '').split(/\s+/u)
  if (tokens.length < 2 || !tools.test(tokens[0] ?? '')) return null
  const isImage = /^(?:from|image:)$/i.test(tokens[0] ?? '')
  const rest = tokens.slice(1).filter((token) => isImage || !verbs.test(token))
  if (!isImage && rest.length === tokens.length - 1) return null
  const version = rest[rest.indexOf('--version') + 1]
  const candidates = rest
    .filter((token) => !token.startsWith('-'))
    .flatMap((token) => fromText(token.replace(/^["']|["']$/g, '')) ?? [])
  const found = candidates.find(({ host, tag, digest }) => host || tag || digest) ?? candidates[0]
  if (!found) return null
  // A chart's version is its tag, with `_` for the `+` that a tag cannot have.
  if (rest.includes('--version') && version) return { ...found, tag: version.replaceAll('+', '_') }
  return found
}

export const readReference = { fromText, fromToken, fromCommand }
