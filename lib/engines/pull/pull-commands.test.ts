import { expect, test } from 'vitest'
import type { ManifestKind } from '../manifest/kind.ts'
import { pullCommands } from './pull-commands.ts'

const digest = `sha256:${'a'.repeat(64)}`
const target = {
  host: 'registry.example',
  repository: 'team/api',
  tag: '1.2',
  digest,
  kind: 'image',
  isInsecure: false,
} as const

test('every tool pulls by tag and by digest', () => {
  const commands = pullCommands(target)
  expect(commands.map((c) => c.tool)).toEqual(['docker', 'podman', 'nerdctl', 'skopeo', 'crane'])
  for (const { byTag, byDigest } of commands) {
    expect(byTag).toContain('registry.example/team/api:1.2')
    expect(byDigest).toContain(`registry.example/team/api@${digest}`)
  }
})

test('what has no tag is pulled by digest alone', () => {
  expect(pullCommands({ ...target, tag: null }).every((c) => c.byTag === null)).toBe(true)
})

test('what is no image is not offered to what runs images', () => {
  const toolsOf = (kind: ManifestKind) => pullCommands({ ...target, kind }).map(({ tool }) => tool)
  expect(toolsOf('chart')).toEqual(['helm', 'oras', 'skopeo', 'crane'])
  for (const kind of ['artifact', 'sbom', 'signature', 'attestation'] as const)
    expect(toolsOf(kind)).toEqual(['oras', 'skopeo', 'crane'])
  for (const kind of ['index', 'schema1', 'unknown'] as const) expect(toolsOf(kind)).toContain('docker')
})

test('a chart is pulled by helm first, its version with the plus that a tag cannot have', () => {
  const [helm] = pullCommands({ ...target, kind: 'chart', tag: '1.2.0_build.5' })
  expect(helm).toMatchObject({
    tool: 'helm',
    byTag: 'helm pull oci://registry.example/team/api --version 1.2.0+build.5',
  })
})

test('plain http is said to the tools that refuse it', () => {
  const podman = pullCommands({ ...target, host: '127.0.0.1:5000', isInsecure: true }).find(
    (c) => c.tool === 'podman',
  )
  expect(podman?.byTag).toBe('podman pull --tls-verify=false 127.0.0.1:5000/team/api:1.2')
})
