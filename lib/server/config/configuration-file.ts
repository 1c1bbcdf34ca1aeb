import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { z } from 'zod'
import { comparisonMistakes } from '../comparisons/comparison-mistakes.ts'
import { mirrorMistakes } from '../mirrors/mirror-mistakes.ts'
import { policyMistakes } from '../retention/compile-policy.ts'
import type { ConfigMistake } from './config-error.ts'
import type { Environment } from './environment.ts'
import { mistakesOfIssue, showPath, wordsFor } from './issue-words.ts'
import { typed } from './policy-entries.ts'
import { ConfigDocument } from './registry-schema.ts'
import type { Config, RegistryAuth } from './types.ts'
import { type Path, parseYaml } from './yaml-document.ts'

const maxBytes = 4 * 1024 * 1024

/** A text file, at most 4 MiB of UTF-8, or why it cannot be read, in words. */
async function readText(path: string): Promise<{ text: string } | { problem: string }> {
  try {
    const { size } = await stat(path)
    if (size > maxBytes) return { problem: 'is too large' }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) }
  } catch (e) {
    const code = e instanceof Error && 'code' in e ? e.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'does not exist' }
    if (code === 'EACCES' || code === 'EPERM') return { problem: 'may not be read by this user' }
    if (code === 'EISDIR') return { problem: 'is a folder' }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: 'is not UTF-8 text' }
    return { problem: `cannot be read (${String(code ?? 'unknown error')})` }
  }
}

const isCertificate = (pem: string) => {
  try {
    return new X509Certificate(pem).subject !== ''
  } catch {
    return false
  }
}

/** What a configuration file says. */
/** `trashDays` is null where the file does not say. */
export type FileContent = Pick<Config, 'registries' | 'protect' | 'policies' | 'mirrors' | 'comparisons'> & {
  readonly trashDays: number | null
}
export const nothingConfigured: FileContent = {
  registries: [],
  protect: [],
  policies: [],
  mirrors: [],
  comparisons: [],
  trashDays: null,
}

/** The content of a configuration file. Every file that it names is read; those names are relative to it. */
export async function readConfigurationFile(
  path: string,
  options: { env: Environment; cwd: string },
): Promise<FileContent & { mistakes: ConfigMistake[] }> {
  const inside = relative(options.cwd, path)
  const file = inside.startsWith('..') ? path : inside
  const mistakes: ConfigMistake[] = []
  const source = await readText(path)
  if ('problem' in source) {
    return { ...nothingConfigured, mistakes: [{ file, line: null, key: null, message: source.problem }] }
  }

  const yaml = parseYaml(source.text, options.env)
  const wrong = (at: Path, message: string, line = yaml.lineOf(at)) => {
    mistakes.push({ file, line, key: at.length > 0 ? showPath(at) : null, message })
  }
  for (const mistake of yaml.mistakes) wrong(mistake.path, mistake.message, mistake.line)
  if (mistakes.length === 0 && yaml.value === undefined) {
    wrong([], 'is empty: it needs a list "registries:"')
  }
  // A variable that is missing would be reported a second time as an empty value.
  const reported = new Set(mistakes.map((mistake) => mistake.key))
  if (yaml.value === undefined) return { ...nothingConfigured, mistakes }

  const parsed = ConfigDocument.safeParse(typedLists(yaml.value), {
    error: wordsFor,
  })
  for (const issue of parsed.error?.issues ?? []) {
    for (const { path, message } of mistakesOfIssue(issue))
      if (!reported.has(showPath(path))) wrong(path, message)
  }

  for (const list of ['registries', 'policies', 'mirrors', 'comparisons'] as const) {
    const lineOfId = new Map<string, number>()
    for (const [i, id] of idsOf(yaml.value, list)) {
      const first = lineOfId.get(id)
      if (first === undefined) lineOfId.set(id, yaml.lineOf([list, i, 'id']))
      else wrong([list, i, 'id'], `"${id}" is taken by the ${things[list]} on line ${first}`)
    }
  }
  for (const [i, entry] of (parsed.data?.policies ?? []).entries())
    for (const mistake of await policyMistakes(entry))
      wrong(['policies', i, ...mistake.path], mistake.message)
  for (const [i, entry] of (parsed.data?.mirrors ?? []).entries())
    for (const mistake of await mirrorMistakes(entry)) wrong(['mirrors', i, ...mistake.path], mistake.message)
  for (const [i, entry] of (parsed.data?.comparisons ?? []).entries())
    for (const mistake of await comparisonMistakes(entry))
      wrong(['comparisons', i, ...mistake.path], mistake.message)
  if (!parsed.success || mistakes.length > 0) return { ...nothingConfigured, mistakes }

  const registries: Config['registries'][number][] = []
  for (const [i, { auth, tls, syncEvery, ...entry }] of parsed.data.registries.entries()) {
    const readNamed = async (name: string, at: Path, check: (text: string) => string | null) => {
      const named = await readText(resolve(dirname(path), name))
      const problem = 'problem' in named ? named.problem : check(named.text)
      if (problem !== null) wrong(at, `the file ${problem}`)
      return 'text' in named ? named.text : ''
    }
    const readSecret = async (key: 'passwordFile' | 'identityTokenFile', name: string) => {
      const text = await readNamed(name, ['registries', i, 'auth', key], (content) => {
        const secret = content.replace(/\r?\n$/, '')
        if (secret === '') return 'is empty'
        const thing = key === 'passwordFile' ? 'password' : 'token'
        return /\p{Cc}/u.test(secret) ? `must hold the ${thing} alone, on one line` : null
      })
      return text.replace(/\r?\n$/, '')
    }
    const readAuth = async (): Promise<RegistryAuth | null> => {
      if (!auth) return null
      const { username, password, passwordFile, identityToken, identityTokenFile } = auth
      if (identityToken !== undefined) return { identityToken }
      if (identityTokenFile !== undefined)
        return { identityToken: await readSecret('identityTokenFile', identityTokenFile) }
      const read = passwordFile === undefined ? '' : await readSecret('passwordFile', passwordFile)
      return { username: username ?? '', password: password ?? read }
    }
    let ca: string | undefined
    if (tls?.caFile !== undefined) {
      ca = await readNamed(tls.caFile, ['registries', i, 'tls', 'caFile'], (content) =>
        isCertificate(content) ? null : 'is not a certificate in PEM form',
      )
    }
    registries.push({
      ...entry,
      name: entry.name ?? entry.id,
      auth: await readAuth(),
      tls: tls ? { ...(ca && { ca }), insecureSkipVerify: tls.insecureSkipVerify ?? false } : null,
      publicHost: entry.publicHost ?? null,
      syncEveryMs: syncEvery,
      requestsPerMinute: entry.requestsPerMinute ?? null,
    })
  }
  const protect = parsed.data.protect.map((entry) => ({ ...entry, note: entry.note ?? null }))
  const policies = parsed.data.policies.map(({ id, ...definition }) => ({ id, definition }))
  const mirrors = parsed.data.mirrors.map(({ id, ...definition }) => ({ id, definition }))
  const comparisons = parsed.data.comparisons.map(({ id, ...definition }) => ({ id, definition }))
  const trashDays = parsed.data.trashDays ?? null
  return { registries, protect, policies, mirrors, comparisons, trashDays, mistakes }
}

const things = {
  registries: 'registry',
  policies: 'policy',
  mirrors: 'mirror',
  comparisons: 'comparison',
} as const

/** The id of each, even where other keys of it are wrong, so that all mistakes are told at once. */
function idsOf(value: unknown, list: keyof typeof things): [number, string][] {
  const entries = z.object({ [list]: z.array(z.unknown()) }).safeParse(value).data?.[list] ?? []
  return entries.flatMap((entry, i) => {
    const id = z.object({ id: z.string() }).safeParse(entry).data?.id
    return id === undefined ? [] : [[i, id] satisfies [number, string]]
  })
}

/** Lists that are written as in the API have numbers and flags; the others are read as text. */
const typedLists = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, list]) => [key, key in apiLists ? typed(list) : list]),
      )
    : value
const apiLists = { policies: true, mirrors: true, comparisons: true }
