import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { makeScratchDir } from './scratch-dir.ts'

const run = promisify(execFile)

export interface RealImage {
  /** `http://127.0.0.1:port` */
  registryUrl: string
  credentials?: { readonly username: string; readonly password: string } | null
  repository: string
  /** The image that it is built on, `127.0.0.1:port/repository:tag`, which buildah pulls; without it `scratch`. */
  from?: string
  /** All on the same digest. */
  tags: readonly string[]
  /** One gives an image, several an index. Default `['linux/amd64']`. */
  platforms?: readonly string[]
  /** One layer for each entry: file names with their contents. */
  layers?: readonly Readonly<Record<string, string>>[]
  labels?: Readonly<Record<string, string>>
  env?: Readonly<Record<string, string>>
  created?: Date
  format?: 'oci' | 'docker'
}

/**
 * Builds an image with buildah out of a Containerfile (no RUN in it: nothing is executed, so every platform builds
 * anywhere) and pushes it with skopeo. Answers the digest that the registry then has.
 */
export async function buildAndPush(image: RealImage): Promise<{ digest: string }> {
  const dir = await makeScratchDir('build')
  try {
    const context = join(dir, 'context')
    await writeContext(context, image)
    const layout = `oci:${join(dir, 'layout')}:built`
    await buildLayout(dir, context, layout, image)
    return { digest: await copyTags(dir, layout, image) }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function writeContext(context: string, image: RealImage) {
  const layers = image.layers ?? [{ 'etc/motd': 'hello\n' }, { 'srv/app.txt': 'app\n' }]
  for (const [index, files] of layers.entries()) {
    for (const [name, text] of Object.entries(files)) {
      const path = join(context, `layer-${index}`, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
  }
  const pairs = (instruction: string, values: Readonly<Record<string, string>> = {}) =>
    Object.entries(values).map(([name, value]) => `${instruction} ${name}=${JSON.stringify(value)}`)
  const lines = [
    `FROM ${image.from ?? 'scratch'}`,
    ...layers.map((_, index) => `COPY layer-${index} /`),
    ...pairs('ENV', image.env ?? { PATH: '/usr/local/bin:/usr/bin:/bin' }),
    ...pairs('LABEL', image.labels ?? { 'org.opencontainers.image.source': 'https://git.example.com/lab' }),
    'USER 10001',
    'WORKDIR /srv',
    'EXPOSE 8080/tcp',
    'VOLUME /data',
    'ENTRYPOINT ["/srv/app"]',
    'CMD ["--serve"]',
  ]
  await mkdir(context, { recursive: true })
  await writeFile(join(context, 'Containerfile'), `${lines.join('\n')}\n`)
}

async function buildLayout(dir: string, context: string, layout: string, image: RealImage) {
  const platforms = image.platforms ?? ['linux/amd64']
  const places = ['--root', join(dir, 'root'), '--runroot', join(dir, 'run')]
  // No overlay mounts and no namespaces: works as root in a container.
  const env = { ...process.env, STORAGE_DRIVER: 'vfs', BUILDAH_ISOLATION: 'chroot' }
  const buildah = (...args: string[]) => run('buildah', [...places, ...args], { env })
  const created = Math.floor((image.created ?? new Date('2026-06-07T08:09:10Z')).getTime() / 1000)
  const policy = join(dir, 'policy.json')
  await writeFile(policy, JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }))
  const options = ['--layers', '--format', 'oci', '--timestamp', String(created)]
  // One build for each: buildah 1.28 takes layers of one platform for another's when it builds several at once.
  for (const [index, platform] of platforms.entries()) {
    await buildah(
      'build',
      ...options,
      '--no-cache',
      ...(image.from ? ['--tls-verify=false', '--signature-policy', policy] : []),
      '--platform',
      platform,
      '--tag',
      `built-${index}`,
      context,
    )
  }
  if (platforms.length === 1) {
    await buildah('push', '--format', 'oci', 'built-0', layout)
    return
  }
  await buildah('manifest', 'create', 'built')
  for (const index of platforms.keys()) await buildah('manifest', 'add', 'built', `built-${index}`)
  await buildah('manifest', 'push', '--all', '--format', 'oci', 'built', layout)
}

async function copyTags(dir: string, layout: string, image: RealImage): Promise<string> {
  const digestFile = join(dir, 'digest')
  const { username, password } = image.credentials ?? {}
  const options = [
    ...['--all', '--quiet', '--digestfile', digestFile, '--dest-tls-verify=false'],
    // A layout on disk holds OCI types only; skopeo converts on the way.
    ...['--format', image.format === 'docker' ? 'v2s2' : 'oci'],
    ...(username ? ['--dest-creds', `${username}:${password}`] : []),
  ]
  for (const tag of image.tags) {
    const target = `docker://${new URL(image.registryUrl).host}/${image.repository}:${tag}`
    await run('skopeo', ['--insecure-policy', 'copy', ...options, layout, target])
  }
  return (await readFile(digestFile, 'utf8')).trim()
}
