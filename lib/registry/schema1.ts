import { z } from 'zod'
import { maxDescriptors, tolerant } from './descriptor.ts'
import { isDigest } from './digest.ts'

/** Docker's first format: no sizes, no config, layers from the newest to the oldest. Shown, never written. */
export interface Schema1Manifest {
  readonly shape: 'schema1'
  readonly mediaType: string
  readonly name: string | null
  readonly tag: string | null
  readonly architecture: string | null
  /** As it stands in the newest history entry. */
  readonly created: string | null
  /** Digests, oldest first. */
  readonly layers: readonly string[]
  /** Oldest first; what could not be read of a step is null. */
  readonly history: readonly Schema1Step[]
}

export interface Schema1Step {
  readonly created: string | null
  readonly createdBy: string | null
}

const text = z.string().nullable().catch(null)

/** https://distribution.github.io/distribution/spec/deprecated-schema-v1/ */
const Schema1 = z.object({
  name: text,
  tag: text,
  architecture: text,
  fsLayers: z.array(z.unknown()).catch([]),
  history: z.array(z.unknown()).catch([]),
})

const FsLayer = z.object({ blobSum: z.string().refine(isDigest) })
const HistoryEntry = z.object({ v1Compatibility: z.string() })
const V1Image = z.object({
  created: text,
  container_config: tolerant(z.object({ Cmd: z.array(z.string()).catch([]) })),
})

export function parseSchema1(json: unknown, mediaType: string): Schema1Manifest {
  const { name, tag, architecture, fsLayers, history } = Schema1.catch({
    name: null,
    tag: null,
    architecture: null,
    fsLayers: [],
    history: [],
  }).parse(json)
  const layers = fsLayers.slice(0, maxDescriptors).flatMap((layer) => {
    const parsed = FsLayer.safeParse(layer)
    return parsed.success ? [parsed.data.blobSum] : []
  })
  const steps = history.slice(0, maxDescriptors).map(parseStep)
  return {
    shape: 'schema1',
    mediaType,
    name,
    tag,
    architecture,
    created: steps[0]?.created ?? null,
    layers: layers.reverse(),
    history: steps.reverse(),
  }
}

/** Each entry holds a JSON document as a string. */
function parseStep(entry: unknown): Schema1Step {
  const nothing = { created: null, createdBy: null }
  const outer = HistoryEntry.safeParse(entry)
  if (!outer.success) return nothing
  try {
    const inner = V1Image.safeParse(JSON.parse(outer.data.v1Compatibility))
    if (!inner.success) return nothing
    const command = inner.data.container_config?.Cmd ?? []
    return { created: inner.data.created, createdBy: command.length > 0 ? command.join(' ') : null }
  } catch {
    return nothing
  }
}
