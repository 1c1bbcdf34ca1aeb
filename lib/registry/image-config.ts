import { z } from 'zod'
import { TextList, Texts, tolerant } from './descriptor.ts'
import { parseJson } from './manifest.ts'

/** Sets are objects with empty values in Go's JSON; some tools write lists. */
const Names = z.union([
  z.record(z.string(), z.unknown()),
  TextList.transform((names): Record<string, unknown> => Object.fromEntries(names.map((n) => [n, {}]))),
])

const text = tolerant(z.string())
const nullableText = z.string().nullable().catch(null)

/** Docker also allows a string where a list stands: it means a shell command. */
const Command = z.union([TextList, z.string().transform((command) => [command])])

const RunConfig = z.object({
  User: text,
  Env: tolerant(TextList),
  Entrypoint: tolerant(Command),
  Cmd: tolerant(Command),
  WorkingDir: text,
  Labels: tolerant(z.record(z.string(), z.unknown()).pipe(Texts)),
  ExposedPorts: tolerant(Names),
  Volumes: tolerant(Names),
  StopSignal: text,
  Healthcheck: tolerant(z.object({ Test: tolerant(Command) })),
})

const HistoryStep = z.object({
  created: text,
  created_by: text,
  author: text,
  comment: text,
  empty_layer: tolerant(z.boolean()),
})

/** Far above what a build makes; what is beyond is left out. */
const maxSteps = 10_000
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.slice(0, maxSteps).map((one) => item.parse(one)))

/**
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md, with Docker's Healthcheck. A field of a wrong type
 * is absent: the config of an artifact can be any JSON at all.
 */
const ImageConfig = z.object({
  created: nullableText,
  author: nullableText,
  architecture: text,
  os: text,
  variant: text,
  'os.version': text,
  config: tolerant(RunConfig),
  rootfs: z.object({ diff_ids: TextList.catch([]) }).catch({ diff_ids: [] }),
  // A step that can't be read keeps its place, or layers would be matched to the wrong steps.
  history: listOf(HistoryStep.catch({})),
})
export type ImageConfig = z.infer<typeof ImageConfig>

/** null where the bytes are no JSON object. Never throws. */
export function parseImageConfig(bytes: Uint8Array): ImageConfig | null {
  const parsed = ImageConfig.safeParse(parseJson(bytes))
  return parsed.success ? parsed.data : null
}
