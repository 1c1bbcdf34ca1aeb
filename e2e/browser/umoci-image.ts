import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { makeScratchDir } from '../lab/scratch-dir.ts'

const run = promisify(execFile)

export interface UmociImage {
  registryUrl: string
  repository: string
  tag: string
  /** File names with their contents, in one layer. */
  files: Readonly<Record<string, string>>
  author: string
  created: string
}

/** Puts an image together with umoci and pushes it with skopeo. Answers its digest. */
export async function umociAndPush(image: UmociImage): Promise<string> {
  const dir = await makeScratchDir('umoci')
  try {
    const layout = join(dir, 'layout')
    const local = `${layout}:${image.tag}`
    for (const [name, text] of Object.entries(image.files)) {
      await mkdir(dirname(join(dir, 'files', name)), { recursive: true })
      await writeFile(join(dir, 'files', name), text)
    }
    await run('umoci', ['init', '--layout', layout])
    await run('umoci', ['new', '--image', local])
    await run('umoci', ['insert', '--image', local, join(dir, 'files'), '/'])
    const settings = ['--author', image.author, '--created', image.created, '--config.user', '65532']
    await run('umoci', ['config', '--image', local, ...settings])
    const digestFile = join(dir, 'digest')
    const target = `docker://${new URL(image.registryUrl).host}/${image.repository}:${image.tag}`
    const options = ['--quiet', '--digestfile', digestFile, '--dest-tls-verify=false']
    await run('skopeo', ['--insecure-policy', 'copy', ...options, `oci:${local}`, target])
    return (await readFile(digestFile, 'utf8')).trim()
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
