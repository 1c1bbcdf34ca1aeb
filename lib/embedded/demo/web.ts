import { mediaTypes } from '#lib/registry/media-types.ts'
import type { DescriptorPlatform } from '#lib/registry/types.ts'
import { attestedIndex, entryOf, type PlatformImage } from './attestation.ts'
import { amd64, type Base, basePackages, basePath, platformName } from './base-images.ts'
import { daysAgo } from './calendar.ts'
import { imageOf, type RuntimeConfig, type Step } from './image.ts'
import { folder, layerTypes, packLayer, program, text } from './layer.ts'
import { indexOf } from './manifest.ts'
import type { Publisher } from './publisher.ts'

const repository = 'harbour/web'

const windows = (build: string): DescriptorPlatform => ({
  architecture: 'amd64',
  os: 'windows',
  'os.version': build,
})
const server2022 = windows('10.0.20348.3932')
const server2025 = windows('10.0.26100.4652')

const configOf = (version: string, isWindows: boolean): RuntimeConfig => ({
  ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
  Env: isWindows ? [`WEB_VERSION=${version}`] : [basePath, `WEB_VERSION=${version}`, 'LANG=C.UTF-8'],
  Entrypoint: isWindows ? ['C:\\web\\web.exe'] : ['/docker-entrypoint.sh'],
  Cmd: isWindows ? [] : ['nginx', '-g', 'daemon off;'],
  WorkingDir: isWindows ? 'C:\\web' : '/usr/share/web',
  StopSignal: 'SIGQUIT',
  ...(isWindows ? { User: 'ContainerUser' } : {}),
  Labels: {
    'org.opencontainers.image.title': 'Harbour Web',
    'org.opencontainers.image.version': version,
    maintainer: 'Team Quay <quay@example.com>',
  },
})

/** OCI and Docker formats side by side, Windows among the platforms, and one release with zstd layers. */
export async function publishWeb(publisher: Publisher, bases: readonly Base[]) {
  const linux = async (version: string, days: number, options: { docker?: boolean; zstd?: boolean } = {}) =>
    Promise.all(bases.map((base) => linuxImage(version, daysAgo(days), base, options)))
  const publish = publisher.publish

  const newest = [
    ...(await linux('2.1.0', 4)),
    await windowsImage('2.1.0', daysAgo(4), server2022),
    await windowsImage('2.1.0', daysAgo(4), server2025),
  ]
  const source = { repository, builtAt: daysAgo(4), packages: [...basePackages, 'nginx@1.29.1-r0'] }
  await publish(repository, attestedIndex(newest, source), ['2.1.0', '2.1', '2', 'latest'])

  const docker = [
    ...(await linux('2.0.3', 64, { docker: true })),
    await windowsImage('2.0.3', daysAgo(64), server2022, true),
  ]
  await publish(repository, indexOf(docker.map(entryOf), {}, mediaTypes.dockerList), ['2.0.3', '2.0'])

  const zstd = (await linux('2.2.0-rc.1', 1, { zstd: true })).map(entryOf)
  await publish(repository, indexOf(zstd), ['2.2.0-rc.1'])

  const base = bases.find(({ platform }) => platform === amd64)
  if (base === undefined) throw new Error('The demo has lost its amd64 base.')
  const old = await linuxImage('1.9.5', daysAgo(430), base, { docker: true })
  await publish(repository, old.manifest, ['1.9.5', '1.9', 'stable-legacy'])
}

async function linuxImage(
  version: string,
  builtAt: Date,
  { platform, steps }: Base,
  { docker = false, zstd = false }: { docker?: boolean; zstd?: boolean },
): Promise<PlatformImage> {
  const type = zstd ? layerTypes.ociZstd : layerTypes.ociGzip
  const name = platformName(platform)
  const nginx = await packLayer(
    [
      folder('etc/nginx'),
      text('etc/nginx/nginx.conf', 'events {}\nhttp { server { listen 80; root /usr/share/web; } }\n'),
      program('usr/sbin/nginx', 620_000, `nginx ${name} ${zstd}`),
      { kind: 'file', path: 'docker-entrypoint.sh', body: '#!/bin/sh\nset -e\nexec "$@"\n', mode: 0o755 },
    ],
    daysAgo(500),
    type,
  )
  const pages = await packLayer(
    [
      folder('usr/share/web'),
      text('usr/share/web/index.html', `<!doctype html><title>Harbour ${version}</title>\n`),
      program('usr/share/web/app.js', 240_000, `app.js ${version}`),
    ],
    builtAt,
    type,
  )
  const own: Step[] = [
    {
      by: 'RUN |1 NGINX_VERSION=1.29.1 /bin/sh -c apk add --no-cache nginx # buildkit',
      at: builtAt,
      layer: nginx,
    },
    { by: `ENV WEB_VERSION=${version}`, at: builtAt },
    { by: 'WORKDIR /usr/share/web', at: builtAt },
    { by: 'COPY dist/ /usr/share/web/ # buildkit', at: builtAt, layer: pages },
    { by: 'EXPOSE map[443/tcp:{} 80/tcp:{}]', at: builtAt },
    { by: 'ENTRYPOINT ["/docker-entrypoint.sh"]', at: builtAt },
    { by: 'CMD ["nginx" "-g" "daemon off;"]', at: builtAt },
  ]
  const config = configOf(version, false)
  return { platform, manifest: imageOf({ platform, steps: [...steps, ...own], config, docker }) }
}

async function windowsImage(
  version: string,
  builtAt: Date,
  platform: DescriptorPlatform,
  docker = false,
): Promise<PlatformImage> {
  const build = platform['os.version'] ?? ''
  const system = await packLayer(
    [
      ...['Files', 'Files/Windows', 'Files/Windows/System32', 'Hives'].map(folder),
      program('Files/Windows/System32/ntdll.dll', 1_300_000, `ntdll ${build}`),
      program('Hives/Software_Base', 180_000, `hive ${build}`),
    ],
    daysAgo(200),
  )
  const app = await packLayer(
    [folder('Files'), folder('Files/web'), program('Files/web/web.exe', 410_000, `web.exe ${version}`)],
    builtAt,
  )
  const steps: Step[] = [
    { by: `Apply image ${build}`, at: daysAgo(200), layer: system },
    { by: 'cmd /S /C #(nop)  WORKDIR C:\\web', at: builtAt },
    { by: 'cmd /S /C #(nop) COPY web.exe C:\\web\\', at: builtAt, layer: app },
    { by: 'cmd /S /C #(nop)  ENTRYPOINT ["C:\\\\web\\\\web.exe"]', at: builtAt },
  ]
  return { platform, manifest: imageOf({ platform, steps, config: configOf(version, true), docker }) }
}
