import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '#lib/api/registries.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { makeScratchDir } from '../lab/scratch-dir.ts'
import { type Tags, tagsPath } from './world.ts'

const image = buildImage()
let token: DockerRegistry
let tls: DockerRegistry
let portolan: Portolan
let admin: SignedIn

const tokenServer = () => {
  if (!token.tokenServer) throw new Error('there is no token server')
  return token.tokenServer
}

/** Everything that `portolan.yaml` names beside the registries: certificates and secrets in files of their own. */
beforeAll(async () => {
  ;[token, tls] = await Promise.all([
    startDockerRegistry({ mode: 'token' }),
    startDockerRegistry({ tls: true }),
  ])
  await push(token, 'team/api', image, '1.0')
  await push({ url: tls.url }, 'team/api', image, '1.0')
  const dir = await makeScratchDir('access')
  const inFile = async (name: string, content: string) => {
    const path = join(dir, name)
    await writeFile(path, content)
    return path
  }
  const caFile = await inFile('ca.pem', tls.certificate ?? '')
  const identityTokenFile = await inFile('token', `${tokenServer().identityToken}\n`)
  const passwordFile = await inFile('password', `${token.credentials?.password}\n`)
  const quiet = { syncEvery: 'off' }
  portolan = await startPortolan({
    registries: [
      { id: 'identity', url: token.url, auth: { identityToken: `\${LAB_TOKEN}` }, ...quiet },
      { id: 'identity-file', url: token.url, auth: { identityTokenFile }, ...quiet },
      { id: 'forged', url: token.url, auth: { identityToken: 'forged-identity-token' }, ...quiet },
      { id: 'password-file', url: token.url, auth: { username: 'demo', passwordFile }, ...quiet },
      { id: 'own-ca', url: tls.url, tls: { caFile }, ...quiet },
      { id: 'no-ca', url: tls.url, ...quiet },
      { id: 'unverified', url: tls.url, tls: { insecureSkipVerify: true }, ...quiet },
    ],
    env: { LAB_TOKEN: tokenServer().identityToken },
  })
  admin = await signIn(portolan.url)
})
afterAll(async () => {
  await portolan?.stop()
  await Promise.all([token?.stop(), tls?.stop()])
})

const statusOf = (id: string) =>
  until(
    () => admin.json<Registry>(`/registries/${id}`),
    ({ status }) => status.state !== 'unknown',
  )
const readTags = (id: string) =>
  until(
    () => admin.json<Tags>(tagsPath(id, 'team/api')),
    ({ items }) => items.length > 0 && items.every(({ pending }) => !pending),
  )

describe('identity tokens', () => {
  beforeEach(() => tokenServer().clearRequests())

  test.each(['identity', 'identity-file'])(
    '%s: what it opens is read, and deleted, with tokens exchanged for it',
    async (id) => {
      expect((await readTags(id)).items).toMatchObject([{ name: '1.0', digest: image.digest }])
      expect(await statusOf(id)).toMatchObject({ auth: 'identityToken', status: { state: 'online' } })
      expect(tokenServer().requests.length).toBeGreaterThan(0)
      for (const request of tokenServer().requests)
        expect(request).toMatchObject({ grant: 'refresh', username: 'demo', status: 200 })

      await push(token, 'team/api', buildImage({ labels: { for: id } }), `of-${id}`)
      const { digest } = (await admin.json(
        `${tagsPath(id, 'team/api').replace(/tags$/, '')}manifests/of-${id}`,
      )) as {
        digest: string
      }
      const headers = { 'if-match': `"${digest}"` }
      expect(
        (await admin.api(`${tagsPath(id, 'team/api')}/of-${id}`, { method: 'DELETE', headers })).status,
      ).toBe(200)
    },
  )

  test('one that the token server does not know is an unauthorized registry, and breaks no other', async () => {
    expect(await statusOf('forged')).toMatchObject({ status: { state: 'unauthorized' } })
    expect((await readTags('password-file')).items).toMatchObject([{ name: '1.0' }])
  })

  test('none stands in an answer or in the log', async () => {
    const answers = await Promise.all(
      ['/registries', '/registries/identity', '/registries/forged', '/audit'].map(async (path) =>
        (await admin.api(path)).text(),
      ),
    )
    const told = [...answers, ...portolan.lines].join('\n')
    expect(told).toContain('identity')
    for (const secret of [tokenServer().identityToken, 'forged-identity-token'])
      expect(told).not.toContain(secret)
  })
})

describe('a registry with a certificate of its own CA', () => {
  test('is read with caFile, and with insecureSkipVerify', async () => {
    for (const id of ['own-ca', 'unverified']) {
      expect((await readTags(id)).items).toMatchObject([{ name: '1.0', digest: image.digest }])
      expect(await statusOf(id)).toMatchObject({ status: { state: 'online' } })
    }
  })

  test('without either it is not, and says that its certificate is the reason', async () => {
    const { status } = await statusOf('no-ca')
    expect(status).toMatchObject({ state: 'unreachable', code: 'registry_unreachable' })
    expect(status.detail).toContain('SELF_SIGNED_CERT')
  })
})
