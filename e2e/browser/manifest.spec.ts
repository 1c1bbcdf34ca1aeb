import { readBuilt } from './registry.ts'
import { expect, test } from './test.ts'

const image = '/r/real/team~api/1.1.0'
const short = (digest: string) => digest.slice('sha256:'.length, 'sha256:'.length + 12)

test('the platform is switched in place, stands in the address and survives a reload', async ({
  page,
  open,
}) => {
  await open(image)
  const platforms = page.getByRole('group', { name: 'Platform' })
  await expect(platforms.getByRole('button', { pressed: true })).toHaveText(/^linux\/amd64/)
  await platforms.getByRole('button', { name: /^linux\/arm64/ }).click()
  await expect(page).toHaveURL(/platform=linux%2Farm64|platform=linux\/arm64/)
  await page.reload()
  await expect(platforms.getByRole('button', { pressed: true })).toHaveText(/^linux\/arm64/)
  await expect(page.getByRole('heading', { name: 'Config', exact: true })).toBeVisible()
})

test('every tool is told how to pull it, by tag and by digest', async ({ page, open, lab }) => {
  await open(image)
  for (const tool of ['docker', 'podman', 'nerdctl', 'skopeo', 'crane'])
    await expect(page.getByRole('term').filter({ hasText: new RegExp(`^${tool}$`) })).toBeVisible()
  await expect(page.getByText('docker pull registry.example.com/team/api:1.1.0')).toBeVisible()
  await page.getByRole('button', { name: 'By digest' }).click()
  await expect(page).toHaveURL(/by=digest/)
  const byDigest = `docker pull registry.example.com/team/api@${lab.images.api}`
  await expect(page.getByText(byDigest)).toBeVisible()
  await page.reload()
  await expect(page.getByText(byDigest)).toBeVisible()
})

test('the config tells what a container of it runs with', async ({ page, open }) => {
  await open(image)
  const settings = page.getByRole('main')
  await expect(settings.getByText('["/srv/app"]')).toBeVisible()
  await expect(settings.getByText('["--serve"]')).toBeVisible()
  await expect(settings.getByText('10001')).toBeVisible()
  await expect(settings.getByText('8080/tcp')).toBeVisible()
  await expect(settings.getByText('/data', { exact: true })).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Environment' }).getByRole('row', { name: /^PATH/ }),
  ).toBeVisible()
})

test('layers stand beside the steps that made them, with their sizes', async ({ page, open }) => {
  await open(image)
  await page.getByRole('tab', { name: /^Layers/ }).click()
  await expect(page).toHaveURL(/tab=layers/)
  const table = page.getByRole('table', { name: 'Layers and the steps that made them' })
  await expect(table.getByRole('row', { name: /COPY/ }).first()).toContainText(/\d (B|kB)/)
  await expect(page.getByText(/^2 layers/)).toBeVisible()
})

test('annotations and labels are listed', async ({ page, open }) => {
  await open(`${image}?tab=annotations`)
  const labels = page.getByRole('table', { name: 'Labels' })
  await expect(labels.getByRole('row', { name: /^org\.opencontainers\.image\.source/ })).toContainText(
    'https://git.example.com/team/api',
  )
})

test('an SBOM and a signature that refer to it are found through the referrers tag', async ({
  page,
  open,
}) => {
  await open(`${image}?tab=referrers`)
  const list = page.getByRole('list', { name: 'Of the index' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list.getByRole('listitem').filter({ hasText: 'application/spdx+json' })).toContainText('SBOM')
  const signature = list.getByRole('listitem').filter({ hasText: 'cosign' })
  await expect(signature).toContainText('Signature')
  await signature.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^[0-9a-f]{12}$/)
})

test('the raw manifest is the registry’s, and its digests lead on', async ({ page, open, lab }) => {
  await open(`${image}?tab=raw`)
  const raw = page.getByRole('region', { name: 'The manifest as JSON' })
  await expect(raw.getByRole('link')).toHaveCount(2)
  await page.getByRole('button', { name: 'Exact', exact: true }).click()
  await expect(raw.getByRole('link')).toHaveCount(2)
  const { bytes } = await readBuilt(lab.registries.real.url, 'team/api', lab.images.api)
  const { manifests } = JSON.parse(bytes.toString()) as { manifests: { digest: string }[] }
  const child = manifests[0]?.digest ?? ''
  await raw.getByRole('link', { name: child }).click()
  await expect(page).toHaveURL(new RegExp(`/r/real/team~api/${child}`))
  await expect(page.getByRole('heading', { level: 1, name: short(child) })).toBeVisible()
  await page.goBack()
  await expect(raw).toBeVisible()
})

test('other tags on the same digest are named and one click away', async ({ page, open }) => {
  await open('/r/real/team~api')
  await page.getByRole('link', { name: '1.1.0', exact: true }).click()
  await expect(page).toHaveURL(image)
  await page.getByRole('main').getByRole('link', { name: 'latest', exact: true }).click()
  await expect(page).toHaveURL('/r/real/team~api/latest')
})

test('a Helm chart is told apart and pulled by helm', async ({ page, open }) => {
  await open('/r/real/sort~mixed/chart-0.3.0')
  await expect(page.getByText('Helm chart')).toBeVisible()
  await expect(page.getByText(/^helm pull oci:\/\/registry\.example\.com\//)).toBeVisible()
})
