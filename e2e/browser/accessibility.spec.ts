import type { Locator, Page } from 'playwright/test'
import { expectAccessible, expectAccessibleEverywhere, settled } from './accessibility.ts'
import { expect, test } from './test.ts'

interface View {
  readonly name: string
  readonly path: string
  /** Is there when the page is complete, in every language. */
  readonly complete: (page: Page) => Locator
}

const row = (name: RegExp) => (page: Page) => page.getByRole('row', { name }).first()
const text = (name: string | RegExp) => (page: Page) => page.getByText(name).first()
const alert = (page: Page) => page.getByRole('alert').first()
const image = '/r/real/team~api/1.1.0'

const views: readonly View[] = [
  { name: 'overview', path: '/', complete: row(/^Wrong password/) },
  { name: 'overview-no-match', path: '/?q=nothing', complete: text('“nothing”') },
  {
    name: 'overview-table',
    path: '/?display=table&days=30',
    complete: (page) =>
      page
        .getByRole('region')
        .filter({ has: page.locator('h2') })
        .first(),
  },
  {
    name: 'sync-sheet',
    path: '/r/real?sync=true',
    complete: (page) => page.getByRole('dialog').getByRole('heading', { level: 3 }).last(),
  },
  { name: 'policies', path: '/policies', complete: (page) => page.locator('main h2') },
  {
    name: 'policies-protections',
    path: '/policies?show=protections',
    complete: (page) => page.locator('main form'),
  },
  { name: 'policy-new', path: '/policies/new', complete: (page) => page.locator('main form') },
  { name: 'policy-preview', path: '/policies/new?show=preview', complete: row(/base\/alpine:latest/) },
  { name: 'mirrors', path: '/mirrors', complete: (page) => page.locator('main h2') },
  { name: 'mirror-new', path: '/mirrors/new', complete: (page) => page.locator('main form') },
  { name: 'mirror-problem', path: '/mirrors/never', complete: alert },
  { name: 'repositories-tree', path: '/r/real', complete: row(/^standalone/) },
  { name: 'repositories-list', path: '/r/real?view=flat&empty=true', complete: row(/^odd\/emptied/) },
  { name: 'repositories-none', path: '/r/bare', complete: text('docker push bare.example.com/team/app:1.0') },
  { name: 'repositories-down', path: '/r/down', complete: text('ECONNREFUSED') },
  { name: 'repositories-html', path: '/r/html', complete: (page) => page.getByRole('main').locator('h2') },
  {
    name: 'sizes',
    path: '/r/real/-/sizes',
    complete: (page) => page.getByRole('table').getByRole('row').last(),
  },
  {
    name: 'sizes-namespace',
    path: '/r/real/-/sizes?namespace=team',
    complete: (page) => page.getByRole('table').getByRole('row').last(),
  },
  { name: 'sizes-empty', path: '/r/bare/-/sizes', complete: (page) => page.locator('main h2') },
  { name: 'sizes-problem', path: '/r/real/-/sizes?namespace=never', complete: alert },
  { name: 'tags', path: '/r/real/sort~mixed', complete: row(/^1\.10\.0.*linux\/amd64/) },
  {
    name: 'tags-no-match',
    path: '/r/real/sort~mixed?q=nothing',
    complete: (page) => page.locator('main h2'),
  },
  { name: 'tags-5000', path: '/r/real/big~many', complete: row(/^1\.49\.99.*linux\/amd64/) },
  { name: 'untagged', path: '/r/real/team~api?view=untagged', complete: row(/Refers to|참조/) },
  {
    name: 'untagged-none',
    path: '/r/real/base~alpine?view=untagged',
    complete: (page) => page.locator('main h2'),
  },
  { name: 'tags-none', path: '/r/real/odd~emptied', complete: text(/docker push .*odd\/emptied/) },
  { name: 'tags-problem', path: '/r/wrong/vault~app', complete: alert },
  { name: 'manifest', path: image, complete: text('10001') },
  { name: 'manifest-layers', path: `${image}?tab=layers`, complete: text('COPY') },
  { name: 'manifest-annotations', path: `${image}?tab=annotations`, complete: text('git.example.com') },
  { name: 'manifest-referrers', path: `${image}?tab=referrers`, complete: text('application/spdx+json') },
  { name: 'manifest-raw', path: `${image}?tab=raw`, complete: text('"schemaVersion"') },
  {
    name: 'manifest-attested',
    path: '/r/real/sort~mixed/2.0.0?tab=referrers',
    complete: (page) => page.getByRole('tabpanel').getByRole('listitem').first(),
  },
  { name: 'manifest-schema1', path: '/r/kept/archive~old/2015', complete: text(/Schema 1|스키마 1/) },
  { name: 'manifest-chart', path: '/r/real/sort~mixed/chart-0.3.0', complete: text(/^helm pull/) },
  { name: 'manifest-hostile', path: '/r/real/odd~hostile/latest', complete: text('onerror') },
  {
    name: 'image-diff',
    path: '/compare/images?left=real/team~api:1.0.0&right=real/team~api:1.1.0',
    complete: text('application/spdx+json'),
  },
  { name: 'image-diff-form', path: '/compare/images', complete: (page) => page.locator('main form') },
  { name: 'copies', path: '/copies', complete: (page) => page.locator('main h2') },
  {
    name: 'copy-sheet',
    path: `${image}?copy=real/team~api:1.1.0>real/team~copy:1.1.0`,
    complete: (page) => page.getByRole('dialog').locator('dl dt').first(),
  },
  { name: 'copy-problem', path: '/copies/00000000-0000-4000-8000-000000000000', complete: alert },
  { name: 'manifest-problem', path: '/r/real/team~api/never', complete: alert },
  {
    name: 'deletion',
    path: '/r/real/team~api?delete=latest',
    complete: (page) => page.getByRole('dialog').getByRole('listitem').first(),
  },
  {
    name: 'deletion-off',
    path: '/r/kept/archive~app?delete=latest',
    complete: text('REGISTRY_STORAGE_DELETE_ENABLED=true'),
  },
  { name: 'compare-choose', path: '/compare', complete: (page) => page.locator('main form') },
  {
    name: 'compare',
    path: '/compare?target=real/team~api&target=real/sort~mixed',
    complete: row(/1\.10\.0 .*(Missing|없음)/),
  },
  {
    name: 'compare-namespaces',
    path: '/compare?target=real/team~*&target=real/base~*',
    complete: row(/api:1\.1\.0 .*(Missing|없음)/),
  },
  {
    name: 'compare-no-match',
    path: '/compare?target=real/team~api&target=real/sort~mixed&q=nothing',
    complete: (page) => page.locator('main h2'),
  },
  {
    name: 'compare-5000',
    path: '/compare?target=real/big~many&target=real/team~api',
    complete: row(/1\.49\.99/),
  },
  {
    name: 'compare-problem',
    path: '/compare?target=real/team~api&target=real/never',
    complete: alert,
  },
  { name: 'activity', path: '/activity', complete: (page) => page.getByRole('tab').first() },
  {
    name: 'notifications',
    path: '/?notify=real',
    complete: (page) => page.getByRole('dialog').getByRole('button', { name: /token|토큰/ }),
  },
  { name: 'audit', path: '/activity?show=portolan', complete: row(/admin/) },
  { name: 'search', path: '/search?q=team%2Fapi', complete: row(/team\/api/) },
  { name: 'search-empty', path: '/search', complete: text('label:team=payments') },
  { name: 'search-nothing', path: '/search?q=zzzzqqq', complete: text(/zzzzqqq/) },
  { name: 'nowhere', path: '/nothing/here', complete: alert },
]

for (const { name, path, complete } of views) {
  test(`axe finds nothing on ${name}, in both themes, on a desk and a phone, in both languages`, async ({
    page,
    context,
    lab,
    open,
  }) => {
    test.setTimeout(90_000)
    await open(path)
    await expect(complete(page)).toBeVisible()
    await expectAccessibleEverywhere(page, name)
    await context.addCookies([{ name: 'portolan-locale', value: 'ko', url: lab.url }])
    await open(path)
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
    await expect(complete(page)).toBeVisible()
    await expectAccessibleEverywhere(page, name)
  })
}

test('axe finds nothing on a policy that is saved, with its runs, in both languages', async ({
  page,
  context,
  lab,
  open,
}) => {
  test.setTimeout(90_000)
  const headers = { origin: lab.url }
  const policy = {
    id: 'axe',
    name: 'Old builds',
    repositories: ['team/*'],
    rules: [{ name: 'builds', select: { tags: ['1.0*'] }, keep: { newest: { count: 1 } } }],
    schedule: { cron: '0 3 * * *', timezone: 'Europe/Berlin' },
  }
  const added = await page.request.post('/api/v1/policies', { headers, data: policy })
  expect(added.status(), await added.text()).toBe(201)
  try {
    for (const locale of ['en', 'ko']) {
      await context.addCookies([{ name: 'portolan-locale', value: locale, url: lab.url }])
      await open('/policies/axe')
      await expect(page.getByRole('heading', { level: 1, name: 'Old builds' })).toBeVisible()
      await expect(page.locator('main form')).toBeVisible()
      await expectAccessibleEverywhere(page, 'policy')
    }
  } finally {
    await page.request.delete('/api/v1/policies/axe', { headers })
  }
})

test('axe finds nothing while a page waits for what it shows', async ({ page, open }) => {
  test.setTimeout(120_000)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/api\/v1\/(?!session|events)/, async (route) => {
    await held
    await route.abort()
  })
  try {
    for (const [name, path] of Object.entries({
      overview: '/',
      repositories: '/r/real',
      sizes: '/r/real/-/sizes',
      tags: '/r/real/team~api',
      manifest: image,
      compare: '/compare?target=real/team~api&target=real/sort~mixed',
      policies: '/policies',
      activity: '/activity',
    })) {
      await open(path)
      await expect(
        page.locator('main').locator('.shimmer:visible, [aria-busy=true]:visible').first(),
      ).toBeVisible()
      for (const [colorScheme, size] of [
        ['dark', { width: 1280, height: 800 }],
        ['light', { width: 390, height: 800 }],
      ] as const) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await settled(page)
        await expectAccessible(page, `${name}-loading-${colorScheme}`)
      }
    }
  } finally {
    release()
  }
})

test('axe finds nothing on the palette, with and without words, in both languages', async ({
  page,
  context,
  lab,
  open,
}) => {
  for (const locale of ['en', 'ko']) {
    await context.addCookies([{ name: 'portolan-locale', value: locale, url: lab.url }])
    await open('/r/real/team~api')
    await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox')).toBeFocused()
    await expectAccessibleEverywhere(page, 'palette')
    await page.getByRole('combobox').fill('api')
    await expect(page.getByRole('option', { name: /team\/api/ }).first()).toBeVisible()
    await expectAccessibleEverywhere(page, 'palette-results')
    await page.keyboard.press('Escape')
  }
})

test('axe finds nothing on the sheet of keys, an open menu and a tooltip', async ({ page, open }) => {
  await open('/r/real/team~api')
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessibleEverywhere(page, 'keys')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Theme' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page, 'menu')
  await page.keyboard.press('Escape')
  await page
    .getByRole('row', { name: /^1\.1\.0/ })
    .getByRole('time')
    .hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await expectAccessible(page, 'tooltip')
})

test('on a phone everything is reached through the drawer', async ({ page, open }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await open('/r/real')
  await page.getByRole('button', { name: 'Open the navigation' }).click()
  const drawer = page.getByRole('dialog', { name: 'Navigation' })
  await expect(drawer).toBeVisible()
  await settled(page)
  await expectAccessible(page, 'drawer')
  await drawer.getByRole('link', { name: 'Activity' }).click()
  await expect(drawer).toBeHidden()
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
})

test.describe('signed out', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('axe finds nothing on the sign-in page, with and without a failure, in both languages', async ({
    page,
    context,
    lab,
    open,
  }) => {
    await open('/sign-in')
    await expectAccessibleEverywhere(page, 'sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('Enter a username and a password.')).toBeVisible()
    await expectAccessibleEverywhere(page, 'sign-in-failure')
    await context.addCookies([{ name: 'portolan-locale', value: 'ko', url: lab.url }])
    await open('/sign-in')
    await expectAccessibleEverywhere(page, 'sign-in')
  })
})
