import { mediaTypes } from '#lib/registry/media-types.ts'
import type { DescriptorPlatform } from '#lib/registry/types.ts'
import { timestamp } from './calendar.ts'
import { jsonContent } from './content.ts'
import { asType, type Layer, layerTypes } from './layer.ts'
import { type Manifest, type ManifestExtras, manifestOf } from './manifest.ts'

/** One line of a build: what it ran, and the layer that came of it, if one did. */
export interface Step {
  readonly by: string
  readonly at: Date
  readonly layer?: Layer
  readonly comment?: string
}

/** The `config` object of an image, in the capitals of image-spec. */
export interface RuntimeConfig {
  readonly User?: string
  readonly ExposedPorts?: Readonly<Record<string, object>>
  readonly Env?: readonly string[]
  readonly Entrypoint?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly Volumes?: Readonly<Record<string, object>>
  readonly WorkingDir?: string
  readonly Labels?: Readonly<Record<string, string>>
  readonly StopSignal?: string
  /** Nanoseconds. Docker's own; OCI tools carry it along. */
  readonly Healthcheck?: {
    readonly Test: readonly string[]
    readonly Interval?: number
    readonly Timeout?: number
  }
}

export interface ImageSpec {
  readonly platform: DescriptorPlatform
  readonly steps: readonly Step[]
  readonly config: RuntimeConfig
  /** As it stands in the config, plausible or not; null: the field is left out. */
  readonly created?: string | null
  readonly extras?: ManifestExtras
  readonly docker?: boolean
}

/** An image whose history matches its layers, because both come out of the same steps. */
export function imageOf({ platform, steps, config, created, extras, docker = false }: ImageSpec): Manifest {
  const layers = steps.flatMap((step) => step.layer ?? [])
  const newest = steps.at(-1)
  const createdAt = created === undefined && newest !== undefined ? timestamp(newest.at) : created
  const document = {
    ...(createdAt === null ? {} : { created: createdAt }),
    ...platform,
    config,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: steps.map((step) => historyOf(step, createdAt === null)),
  }
  const type = docker ? mediaTypes.dockerConfig : mediaTypes.ociConfig
  const described = docker ? layers.map((layer) => asType(layer, layerTypes.dockerGzip)) : layers
  return manifestOf(
    jsonContent(type, document),
    described,
    extras,
    docker ? mediaTypes.dockerManifest : mediaTypes.ociManifest,
  )
}

const historyOf = ({ by, at, layer, comment }: Step, isUndated: boolean) => ({
  ...(isUndated ? {} : { created: timestamp(at) }),
  created_by: by,
  ...(comment === undefined ? {} : { comment }),
  ...(layer === undefined ? { empty_layer: true } : {}),
})
