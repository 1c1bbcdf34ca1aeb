import type { DescriptorPlatform } from '#lib/registry/types.ts'
import { attestedIndex } from './attestation.ts'
import { daysAgo } from './calendar.ts'
import { imageOf, type RuntimeConfig, type Step } from './image.ts'
import { folder, type Layer, packLayer, program, symlink, text } from './layer.ts'
import type { Manifest } from './manifest.ts'

export const amd64: DescriptorPlatform = { architecture: 'amd64', os: 'linux' }
export const arm64: DescriptorPlatform = { architecture: 'arm64', os: 'linux', variant: 'v8' }
export const armV7: DescriptorPlatform = { architecture: 'arm', os: 'linux', variant: 'v7' }

export const platformName = ({ architecture, variant }: DescriptorPlatform) =>
  `${architecture}${variant ?? ''}`

const machineNames: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', arm: 'armv7' }

/** Sizes before compression; a little over half of it is left after. */
const busyboxBytes: Readonly<Record<string, number>> = { amd64: 4_700_000, arm64: 5_200_000, arm: 3_900_000 }

const packages: Readonly<Record<string, string>> = {
  'alpine-baselayout': '3.7.0-r0',
  'apk-tools': '2.14.9-r2',
  busybox: '1.37.0-r18',
  'ca-certificates-bundle': '20250619-r0',
  libcrypto3: '3.5.1-r0',
  libssl3: '3.5.1-r0',
  musl: '1.2.5-r10',
  zlib: '1.3.1-r2',
}

export const basePackages = Object.entries(packages).map(([name, version]) => `${name}@${version}`)

export const basePath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export interface Base {
  readonly platform: DescriptorPlatform
  readonly steps: readonly Step[]
}

/** A small root file system of one release for one platform, with a package database that tools can read. */
export async function baseOf(release: string, builtAt: Date, platform: DescriptorPlatform): Promise<Base> {
  const architecture = machineNames[platform.architecture] ?? platform.architecture
  const bytes = busyboxBytes[platform.architecture] ?? 4_000_000
  const layer: Layer = await packLayer(
    [
      ...['bin', 'etc', 'etc/apk', 'lib', 'lib/apk', 'lib/apk/db', 'tmp', 'usr', 'usr/lib', 'var'].map(
        folder,
      ),
      text('etc/alpine-release', `${release}\n`),
      text('etc/os-release', osRelease(release)),
      text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n'),
      text('lib/apk/db/installed', packageDatabase(architecture)),
      program('bin/busybox', Math.round(bytes * 0.2), `busybox ${release} ${architecture}`),
      symlink('bin/sh', '/bin/busybox'),
      symlink('bin/ls', '/bin/busybox'),
      program(
        `lib/ld-musl-${architecture}.so.1`,
        Math.round(bytes * 0.15),
        `musl ${release} ${architecture}`,
      ),
      program('usr/lib/libcrypto.so.3', Math.round(bytes * 0.5), `crypto ${release} ${architecture}`),
      program('usr/lib/libssl.so.3', Math.round(bytes * 0.15), `ssl ${release} ${architecture}`),
    ],
    builtAt,
  )
  return {
    platform,
    steps: [
      {
        by: `ADD alpine-minirootfs-${release}-${architecture}.tar.gz / # buildkit`,
        at: builtAt,
        layer,
        comment: 'buildkit.dockerfile.v0',
      },
      { by: 'CMD ["/bin/sh"]', at: builtAt, comment: 'buildkit.dockerfile.v0' },
    ],
  }
}

const config: RuntimeConfig = { Env: [basePath], Cmd: ['/bin/sh'], WorkingDir: '/' }

export const baseIndex = (release: string, builtAt: Date, bases: readonly Base[]): Manifest =>
  attestedIndex(
    bases.map(({ platform, steps }) => ({ platform, manifest: imageOf({ platform, steps, config }) })),
    { repository: 'base/alpine', builtAt, packages: basePackages },
    { annotations: { 'org.opencontainers.image.version': release } },
  )

export const current = { release: '3.22.1', builtAt: daysAgo(77) }
export const previous = { release: '3.21.4', builtAt: daysAgo(171) }

const osRelease = (release: string) =>
  `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${release}\nPRETTY_NAME="Alpine Linux v${release.split('.').slice(0, 2).join('.')}"\n`

const packageDatabase = (architecture: string) =>
  Object.entries(packages)
    .map(([name, version]) => `P:${name}\nV:${version}\nA:${architecture}\nL:MIT\n`)
    .join('\n')
