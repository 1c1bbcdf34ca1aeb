import { startDockerRegistry } from '../lab/docker-registry.ts'
import { findFreePort } from '../lab/free-port.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, signIn, startPortolan } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { administratorState, expect, hydrated, test } from './test.ts'

const token = 'a-token-of-this-test'
let registry: Awaited<ReturnType<typeof startDockerRegistry>>
let portolan: Portolan

test.beforeAll(async () => {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}/hooks/told/distribution`
  registry = await startDockerRegistry({ notifications: { url, token } })
  const registries = [{ id: 'told', name: 'Told', url: registry.url, hookToken: token, syncEvery: 'off' }]
  portolan = await startPortolan({ registries, port })
  await push(registry, 'team/app', buildImage({ labels: { n: '1' } }), '1.0.0')
})

test.afterAll(async () => {
  await portolan?.stop()
  await registry?.stop()
})

test('an open page asks for nothing while nothing happens, and shows a tag within a second of its push', async ({
  browser,
}) => {
  const { cookies } = await signIn(portolan.url)
  const pairs = [...cookies].map(([name, value]) => ({ name, value }))
  const context = await browser.newContext({ storageState: administratorState(portolan.url, pairs) })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/v1/') && pathname !== '/api/v1/events') asked.push(pathname)
  })
  await page.goto(`${portolan.url}/r/told/team~app`)
  await hydrated(page)
  const row = (name: string) =>
    page.getByRole('row', { name: new RegExp(`^${name.replaceAll('.', '\\.')} `) })
  await expect(row('1.0.0')).toContainText('linux/amd64')
  await page.waitForTimeout(3_000)

  asked.length = 0
  await page.waitForTimeout(8_000)
  expect(asked.filter((path) => path.endsWith('/tags') || path.endsWith('/repositories'))).toEqual([])

  const times: number[] = []
  for (const [n, name] of ['1.0.1', '1.0.2', '1.0.3', '1.0.4', '1.0.5'].entries()) {
    await push(registry, 'team/app', buildImage({ labels: { n: `again ${n}` } }), name)
    const pushedAt = performance.now()
    await row(name).waitFor({ timeout: 5_000 })
    await expect(row(name)).toContainText('linux/amd64')
    times.push(Math.round(performance.now() - pushedAt))
    await page.waitForTimeout(1_000)
  }
  console.log(`from the push until its row is shown: ${times.join(', ')} ms`)
  expect(Math.max(...times)).toBeLessThan(1_000)

  await page.goto(`${portolan.url}/activity`)
  await expect(page.getByRole('row', { name: /Pushed.*told\/team\/app:1\.0\.5/ })).toBeVisible()
  await context.close()
})
