import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, readText, runQuietly } from './project.mjs'
import { Refusal, step } from './terminal.mjs'

const dist = process.env.NEXT_DIST_DIR || '.next'
const stampPath = at(dist, 'portolan-build')

/** All that a build is made from, tests left out. */
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'drizzle',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  // What next.config.js makes use of.
  'scripts/browser-endpoints.mjs',
  'scripts/compress-assets.mjs',
]
const isTest = (name) => /\.(test|contract|interop|spec)\.tsx?$/.test(name)

function addTo(hash, path) {
  if (!existsSync(at(path))) return
  if (statSync(at(path)).isDirectory()) {
    for (const name of readdirSync(at(path)).sort()) if (!isTest(name)) addTo(hash, join(path, name))
  } else
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update('\0')
}

function hashSources(node) {
  const hash = createHash('sha256').update(`${node}\0`)
  for (const path of sources) addTo(hash, path)
  return hash.digest('hex')
}

/** The folder of the standalone server; it lies deeper when Next has taken a parent folder for the project's root. */
export function standaloneFolder() {
  const { relativeAppDir = '' } = JSON.parse(readText(at(dist, 'required-server-files.json')) ?? '{}')
  return at(dist, 'standalone', relativeAppDir)
}

/** Builds the application unless what is built was made from the same sources. */
export async function ensureBuild(node) {
  const hash = hashSources(node)
  if (readText(stampPath) === hash && existsSync(join(standaloneFolder(), 'server.js'))) return
  await step('Building', async () => {
    rmSync(stampPath, { force: true })
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    await runQuietly(node, [at('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      title: 'next build',
      env,
    })
    const folder = standaloneFolder()
    if (!existsSync(join(folder, 'server.js')))
      throw new Refusal(`next build has made no ${join(folder, 'server.js')}`)
    cpSync(at(dist, 'static'), join(folder, dist, 'static'), { recursive: true, force: true })
    if (existsSync(at('public')))
      cpSync(at('public'), join(folder, 'public'), { recursive: true, force: true })
    writeFileSync(stampPath, hash)
  })
}
