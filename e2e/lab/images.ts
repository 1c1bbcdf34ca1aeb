import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { tar } from './tar.ts'

export interface Blob {
  readonly mediaType: string
  readonly digest: string
  readonly bytes: Buffer
}

/** A manifest with all that must be in the registry before it: `push` sends children first. */
export interface Built extends Blob {
  readonly blobs: readonly Blob[]
  readonly children: readonly Built[]
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
}

export interface Platform {
  os: string
  architecture: string
  variant?: string
}

export const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

const blob = (mediaType: string, bytes: Buffer): Blob => ({ mediaType, bytes, digest: sha256(bytes) })
const json = (mediaType: string, value: object) => blob(mediaType, Buffer.from(JSON.stringify(value)))
const pointer = ({ mediaType, digest, bytes }: Blob) => ({ mediaType, digest, size: bytes.length })

const oci = 'application/vnd.oci'
const docker = 'application/vnd.docker'
export const types = {
  ociManifest: `${oci}.image.manifest.v1+json`,
  ociIndex: `${oci}.image.index.v1+json`,
  ociConfig: `${oci}.image.config.v1+json`,
  ociLayer: `${oci}.image.layer.v1.tar+gzip`,
  ociEmpty: `${oci}.empty.v1+json`,
  dockerManifest: `${docker}.distribution.manifest.v2+json`,
  dockerList: `${docker}.distribution.manifest.list.v2+json`,
  dockerConfig: `${docker}.container.image.v1+json`,
  dockerLayer: `${docker}.image.rootfs.diff.tar.gzip`,
} as const

const empty = blob(types.ociEmpty, Buffer.from('{}'))

export interface ImageOptions {
  /** One layer for each entry: file names with their contents. */
  layers?: readonly Readonly<Record<string, string>>[]
  platform?: Platform
  /** null leaves the date out of the config. */
  created?: string | null
  labels?: Readonly<Record<string, string>>
  annotations?: Readonly<Record<string, string>>
  /** Docker's media types (schema 2) in place of OCI's. */
  format?: 'oci' | 'docker'
  subject?: Built
}

/** An image whose bytes depend on nothing but its options. */
export function buildImage(options: ImageOptions = {}): Built {
  const isDocker = options.format === 'docker'
  const { os, architecture, variant } = options.platform ?? { os: 'linux', architecture: 'amd64' }
  const created = options.created === undefined ? '2026-05-04T10:11:12Z' : options.created
  const tars = (options.layers ?? [{ 'etc/motd': 'hello\n' }]).map(tar)
  const layerType = isDocker ? types.dockerLayer : types.ociLayer
  const layers = tars.map((bytes) => blob(layerType, gzipSync(bytes)))
  const config = json(isDocker ? types.dockerConfig : types.ociConfig, {
    ...(created && { created }),
    architecture,
    os,
    ...(variant && { variant }),
    config: {
      User: 'app',
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin'],
      Entrypoint: ['/bin/app'],
      Cmd: ['--serve'],
      WorkingDir: '/srv',
      ExposedPorts: { '8080/tcp': {} },
      Labels: options.labels ?? {},
    },
    rootfs: { type: 'layers', diff_ids: tars.map(sha256) },
    history: tars.map((_, step) => ({
      ...(created && { created }),
      created_by: `RUN step ${step} # buildkit`,
    })),
  })
  return manifestOf(config, layers, {
    mediaType: isDocker ? types.dockerManifest : types.ociManifest,
    annotations: options.annotations,
    subject: options.subject,
  })
}

interface ManifestParts {
  mediaType?: string
  artifactType?: string
  annotations?: Readonly<Record<string, string>>
  subject?: Built
}

function manifestOf(config: Blob, layers: readonly Blob[], parts: ManifestParts): Built {
  const { mediaType = types.ociManifest, artifactType, annotations, subject } = parts
  const manifest = json(mediaType, {
    schemaVersion: 2,
    mediaType,
    ...(artifactType && { artifactType }),
    config: pointer(config),
    layers: layers.map(pointer),
    ...(subject && { subject: pointer(subject) }),
    ...(annotations && { annotations }),
  })
  return { ...manifest, blobs: [config, ...layers], children: [], artifactType, annotations }
}

export interface IndexChild {
  built: Built
  platform?: Platform
  annotations?: Readonly<Record<string, string>>
}

/** An image index, or with format `docker` a manifest list. */
export function buildIndex(
  children: readonly IndexChild[],
  options: {
    format?: 'oci' | 'docker'
    annotations?: Readonly<Record<string, string>>
    subject?: Built
  } = {},
): Built {
  const mediaType = options.format === 'docker' ? types.dockerList : types.ociIndex
  const index = json(mediaType, {
    schemaVersion: 2,
    mediaType,
    manifests: children.map(({ built, platform, annotations }) => ({
      ...pointer(built),
      ...(platform && { platform }),
      ...(annotations && { annotations }),
    })),
    ...(options.subject && { subject: pointer(options.subject) }),
    ...(options.annotations && { annotations: options.annotations }),
  })
  return {
    ...index,
    blobs: [],
    children: children.map((child) => child.built),
    annotations: options.annotations,
  }
}

/** An index over amd64 and arm64 with a BuildKit attestation (an `unknown/unknown` child) for each. */
export function buildMultiArch(options: ImageOptions = {}): Built {
  const images = ['amd64', 'arm64'].map((architecture) => {
    const platform = { os: 'linux', architecture, ...(architecture === 'arm64' && { variant: 'v8' }) }
    return { platform, built: buildImage({ ...options, platform }) }
  })
  const attestations = images.map(({ built }) => ({
    built: buildAttestation(built),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': built.digest,
    },
  }))
  return buildIndex([...images, ...attestations])
}

function buildAttestation(subject: Built): Built {
  const statement = json('application/vnd.in-toto+json', {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    subject: [{ name: 'lab', digest: { sha256: subject.digest.slice('sha256:'.length) } }],
  })
  const config = json(types.ociConfig, {
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [statement.digest] },
  })
  return manifestOf(config, [statement], {})
}

/** A Helm chart as `helm push` lays it out. */
export function buildChart(name: string, version: string): Built {
  const chart = { apiVersion: 'v2', name, version, description: 'A chart of the lab', type: 'application' }
  const config = json('application/vnd.cncf.helm.config.v1+json', chart)
  const archive = gzipSync(tar({ [`${name}/Chart.yaml`]: JSON.stringify(chart) }))
  return manifestOf(config, [blob('application/vnd.cncf.helm.chart.content.v1.tar+gzip', archive)], {})
}

/** An artifact with the OCI empty config; with a `subject` a referrer (a signature, an SBOM). */
export function buildArtifact(options: {
  artifactType: string
  content?: string
  annotations?: Readonly<Record<string, string>>
  subject?: Built
}): Built {
  const content = blob('text/plain', Buffer.from(options.content ?? 'an artifact'))
  return manifestOf(empty, [content], options)
}
