import { spawnSync } from 'node:child_process'
import { runQuietly } from './project.mjs'
import { Refusal, step } from './terminal.mjs'

const runs = (file, args) => spawnSync(file, args, { stdio: 'ignore' }).status === 0
const isOnPath = (program) => runs('sh', ['-c', `command -v ${program}`])

/** What the tests need of the machine: real registries, tools that build and push images, a browser, a Korean font. */
const needs = [
  { package: 'docker-registry', isThere: () => isOnPath('docker-registry') },
  { package: 'openssl', isThere: () => isOnPath('openssl') },
  { package: 'skopeo', isThere: () => isOnPath('skopeo') },
  { package: 'umoci', isThere: () => isOnPath('umoci') },
  { package: 'buildah', isThere: () => isOnPath('buildah') },
  { package: 'chromium', isThere: () => isOnPath('chromium') },
  {
    package: 'fonts-noto-cjk',
    isThere: () => /\S/.test(spawnSync('fc-list', [':lang=ko'], { encoding: 'utf8' }).stdout ?? ''),
  },
]

const missingPackages = () => needs.filter(({ isThere }) => !isThere()).map((need) => need.package)

async function installByApt(packages) {
  // Runlevel 1 keeps packages from starting the services that they bring.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  await runQuietly('apt-get', install, { title: 'apt-get install', env }).catch(async () => {
    await runQuietly('apt-get', ['update'], { title: 'apt-get update', env })
    await runQuietly('apt-get', install, { title: 'apt-get install', env })
  })
}

/** Installs what is missing on Debian as root; elsewhere refuses and says what is missing. Nothing is left out. */
export async function ensureSystem() {
  const missing = missingPackages()
  if (missing.length === 0) return
  const list = missing.join(' ')
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    throw new Refusal(
      `The tests need programs that are not here: ${missing.join(', ')} (named as Debian's packages).\n` +
        `On Debian: sudo apt-get install ${list}\nElsewhere: install them so that they are on the PATH, and run npm test again.`,
    )
  }
  await step(`Installing ${list}`, () => installByApt(missing))
  const still = missingPackages()
  if (still.length > 0) throw new Refusal(`apt-get has not brought: ${still.join(', ')}`)
}

export const hasGo = () => isOnPath('go')
