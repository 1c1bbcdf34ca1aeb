import { attestedIndex } from './attestation.ts'
import { type Base, basePackages, basePath, platformName } from './base-images.ts'
import { daysAgo, timestamp } from './calendar.ts'
import { content, jsonContent, noise } from './content.ts'
import { imageOf } from './image.ts'
import { packLayer, program } from './layer.ts'
import { emptyConfig, indexOf, type Manifest, manifestOf } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'tools/scanner'

/** What is no ordinary image: a generic artifact, a WebAssembly module, and an index that holds another index. */
export async function publishScanner(publisher: Publisher, bases: readonly Base[]) {
  const images = await scannerImages(bases)
  const rules = rulesArtifact()
  await publisher.publish(repository, images, ['1.2.0', '1.2', 'latest'])
  await publisher.publish(repository, rules, ['rules-2026.09', 'rules'])
  await publisher.publish(repository, wasmModule(), ['wasm-0.3.0'])

  const bundle = indexOf(
    [
      { descriptor: images.descriptor, manifest: images },
      { descriptor: { ...rules.descriptor, artifactType: rulesType }, manifest: rules },
    ],
    {
      artifactType: 'application/vnd.example.scanner.bundle.v1',
      annotations: { 'org.opencontainers.image.title': 'scanner with its rules' },
    },
  )
  await publisher.publish(repository, bundle, ['bundle-1.2.0'])
}

async function scannerImages(bases: readonly Base[]): Promise<Manifest> {
  const builtAt = daysAgo(17)
  const images = await Promise.all(
    bases.map(async ({ platform, steps }) => {
      const layer = await packLayer(
        [program('usr/bin/scanner', 900_000, `scanner ${platformName(platform)}`)],
        builtAt,
      )
      const config = { Env: [basePath], Entrypoint: ['/usr/bin/scanner'], Cmd: ['--help'], User: 'nobody' }
      const own = [
        { by: 'COPY scanner /usr/bin/ # buildkit', at: builtAt, layer },
        { by: 'USER nobody', at: builtAt },
        { by: 'ENTRYPOINT ["/usr/bin/scanner"]', at: builtAt },
      ]
      return { platform, manifest: imageOf({ platform, steps: [...steps, ...own], config }) }
    }),
  )
  return attestedIndex(images, { repository, builtAt, packages: basePackages })
}

const rulesType = 'application/vnd.example.scanner.rules.v1'

/** An artifact by the guidance of image-spec 1.1: the empty config, and an artifactType. */
function rulesArtifact(): Manifest {
  const rules = Array.from({ length: 400 }, (_, i) => ({
    id: `PORT-${1000 + i}`,
    severity: ['low', 'medium', 'high'][i % 3],
  }))
  const title = (name: string) => ({ annotations: { 'org.opencontainers.image.title': name } })
  return manifestOf(
    emptyConfig,
    [
      jsonContent('application/json', rules, title('rules.json')),
      content('text/markdown', Buffer.from('# Rules\n\nRenewed every month.\n'), title('README.md')),
    ],
    { artifactType: rulesType, annotations: { 'org.opencontainers.image.created': timestamp(daysAgo(9)) } },
  )
}

/** As the CNCF's "Wasm OCI Artifact layout" has it. */
function wasmModule(): Manifest {
  const header = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00])
  // One custom section: its id, its length and its name's length in LEB128, the name, and noise.
  const name = Buffer.from('demo')
  const payload = noise('wasm 0.3.0', 260_000)
  const section = Buffer.concat([leb128(name.length), name, payload])
  const module = Buffer.concat([header, Buffer.from([0x00]), leb128(section.length), section])
  const layer = content('application/wasm', module)
  const config = jsonContent('application/vnd.wasm.config.v0+json', {
    created: timestamp(daysAgo(33)),
    architecture: 'wasm',
    os: 'wasip2',
    layerDigests: [layer.descriptor.digest],
    component: { exports: ['wasi:cli/run@0.2.3'], imports: [], target: 'wasi:cli/command@0.2.3' },
  })
  return manifestOf(config, [layer])
}

function leb128(value: number): Uint8Array {
  const bytes = []
  let rest = value
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Uint8Array.from(bytes)
}
