import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright/test'
import type { MirrorRun } from '#lib/api/mirror-run.ts'
import { type DockerRegistry, startDockerRegistry } from '../lab/docker-registry.ts'
import { buildImage } from '../lab/images.ts'
import { type Portolan, type SignedIn, signIn, startPortolan, until } from '../lab/portolan.ts'
import { push } from '../lab/push.ts'
import { expectAccessibleEverywhere } from './accessibility.ts'
import { administratorState, expect, hydrated, test } from './test.ts'

let staging: DockerRegistry
let production: DockerRegistry
let portolan: Portolan
let admin: SignedIn
let context: BrowserContext
let page: Page

const one = buildImage({ labels: { of: 'one' } })
const two = buildImage({ labels: { of: 'two' } })

const fromFile = {
  id: 'nightly',
  name: 'Nightly builds',
  from: { registry: 'staging', repositories: ['shop/*'] },
  to: { registry: 'production', prefix: 'nightly/', strip: 'shop/' },
  tags: { patterns: ['nightly-*'] },
  schedule: { cron: '30 2 * * *', timezone: 'Europe/Berlin' },
}

/** Releases in one registry, of which the other has one already, on another digest. */
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  ;[staging, production] = await Promise.all([
    startDockerRegistry(),
    startDockerRegistry({ mode: 'htpasswd' }),
  ])
  await push(staging, 'shop/api', one, ['1.0.0', 'latest'])
  await push(staging, 'shop/api', two, ['1.1.0', '2.0.0'])
  await push(staging, 'shop/web', one, ['1.0.0', '1.2.0-rc.1'])
  await push(production, 'mirror/web', two, '1.0.0')
  portolan = await startPortolan({
    registries: [
      { id: 'staging', name: 'Staging', url: staging.url },
      {
        id: 'production',
        name: 'Production',
        url: production.url,
        auth: { username: 'demo', password: 's3cret' },
      },
    ],
    settings: { mirrors: [fromFile] },
  })
  admin = await signIn(portolan.url)
  const pairs = [...admin.cookies].map(([name, value]) => ({ name, value }))
  context = await browser.newContext({
    storageState: administratorState(portolan.url, pairs),
    acceptDownloads: true,
  })
  page = await context.newPage()
})

test.afterAll(async () => {
  await context?.close()
  await portolan?.stop()
  await Promise.all([staging?.stop(), production?.stop()])
})

const open = async (path: string) => {
  await page.goto(`${portolan.url}${path}`)
  await hydrated(page)
}
const textbox = (name: string) => page.getByRole('textbox', { name, exact: true })
const group = (name: string) => page.getByRole('group', { name, exact: true })
const preview = () => page.getByRole('region', { name: /^Preview/ })
const runsTable = () => page.getByRole('grid', { name: 'Runs of the mirror, newest first' })
const save = () => page.getByRole('button', { name: 'Save' })
const hasTag = async (repository: string, tag: string) => {
  const answer = await fetch(`${production.url}/v2/${repository}/manifests/${tag}`, {
    headers: { authorization: production.authorize(repository) ?? '', accept: one.mediaType },
  })
  return answer.ok ? answer.headers.get('docker-content-digest') : null
}
const runsOf = async (id: string) => (await admin.json<{ items: MirrorRun[] }>(`/mirrors/${id}/runs`)).items

test('a mirror is written with its preview beside it, and nothing is saved or sent before somebody says so', async () => {
  await open('/mirrors')
  await page.getByRole('link', { name: 'New mirror' }).click()
  await expect(page).toHaveURL(/\/mirrors\/new$/)
  // What is still to be filled in is no mistake yet.
  await expect(page.getByText('This is needed')).toHaveCount(0)
  await expect(page.getByText(/what would be brought is shown here/)).toBeVisible()
  // Nothing was typed, so nothing is lost, and what is missing is told to who would save it.
  await save().click()
  await expect(page.getByText('Not saved yet')).toBeVisible()
  await expect(group('From').getByRole('combobox', { name: 'Registry' })).toBeFocused()
  await expect(textbox('Repositories')).toHaveAccessibleDescription(/This is needed/)
  await expect(page).toHaveURL(/\/mirrors\/new$/)

  await textbox('Name').fill('Nightly builds')
  await expect(textbox('Id')).toHaveValue(/^nightly-builds-\d$|^nightly-builds$/)
  await textbox('Name').fill('Releases')
  await expect(textbox('Id')).toHaveValue('releases')
  await group('From').getByRole('combobox', { name: 'Registry' }).selectOption('Staging')
  await textbox('Repositories').fill('shop/*')
  await group('To').getByRole('combobox', { name: 'Registry' }).selectOption('Production')
  await expect(preview().getByText('6 tags are copied')).toBeVisible()
  await textbox('Without the beginning').fill('shop/')
  await textbox('With this before the name').fill('mirror/')
  await textbox('Version in a range').fill('>=1.0 <2')
  await expect(
    preview().getByRole('row', {
      name: /^shop\/api ?:1\.0\.0 mirror\/api ?:1\.0\.0 .*Is copied/,
    }),
  ).toBeVisible()
  await expect(preview().getByText('2 tags are copied')).toBeVisible()
  await expect(preview().getByRole('row', { name: /latest|2\.0\.0|rc/ })).toHaveCount(0)
  await expect(
    preview().getByRole('row', {
      name: /web ?:1\.0\.0.*Is not copied.*The tag is on another digest there/,
    }),
  ).toBeVisible()

  // As it is typed: what may be moved is moved, and what means nothing is told at its field while the table stays.
  await page.getByRole('checkbox', { name: /^Tags that have moved/ }).check()
  await expect(preview().getByText('3 tags are copied')).toBeVisible()
  await expect(preview().getByText(/1 of which moves a tag/)).toBeVisible()
  await page.getByRole('checkbox', { name: /^Tags that have moved/ }).uncheck()
  await textbox('Version in a range').fill('newest')
  await expect(textbox('Version in a range')).toHaveAccessibleDescription(/can’t be used/)
  await expect(preview().getByRole('row', { name: /api ?:1\.0\.0/ })).toBeVisible()
  await textbox('Version in a range').fill('>=1.0 <2')
  await expect(textbox('Version in a range')).not.toHaveAttribute('aria-invalid')
  await textbox('Platforms').fill('linux')
  await expect(textbox('Platforms')).toHaveAccessibleDescription(/such as linux\/amd64/)
  await textbox('Platforms').fill('')

  // What is shown of the preview stands in the address.
  await preview().getByRole('button', { name: 'Not copied' }).click()
  await expect(page).toHaveURL(/action=refuse/)
  await expect(preview().getByRole('row', { name: /api ?:/ })).toHaveCount(0)
  await preview().getByRole('button', { name: 'All' }).click()

  await textbox('Cron expression').fill('0 4 * * *')
  await expect(page.getByText('Next runs, in your own time')).toBeVisible()
  await save().click()
  await expect(page).toHaveURL(/\/mirrors\/releases/)
  await expect(page.getByRole('heading', { level: 1, name: 'Releases' })).toBeVisible()
  expect(await runsOf('releases')).toEqual([])
  expect(await hasTag('mirror/api', '1.0.0')).toBeNull()
})

test('a dry run counts and brings nothing; a run is asked about, leads to its copy, and stands in the history', async () => {
  await open('/mirrors/releases')
  await page.getByRole('button', { name: 'Dry run', exact: true }).click()
  await expect(page).toHaveURL(/show=runs/)
  await expect(runsTable().getByRole('row', { name: /Planned only Dry run admin 3 2 0/ })).toBeVisible()
  expect(await hasTag('mirror/api', '1.0.0')).toBeNull()

  await page.getByRole('button', { name: 'Run now' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run “Releases” now?' })
  await dialog.getByRole('button', { name: 'Copy tags now' }).click()
  const run = runsTable().getByRole('row', { name: /Done Copies admin 3 2 0 Open/ })
  await expect(run).toBeVisible()
  await run.getByRole('link', { name: 'Open' }).click()
  await expect(page).toHaveURL(/\/copies\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('row', { name: /mirror\/api:1\.1\.0.*Copied/ })).toBeVisible()
  expect(await hasTag('mirror/api', '1.1.0')).toBe(two.digest)
  expect(await hasTag('mirror/web', '1.0.0')).toBe(two.digest)
  await page.getByRole('link', { name: 'by mirror Releases' }).click()
  await expect(page).toHaveURL(/\/mirrors\/releases\?show=runs/)
  await expect(runsTable().getByRole('row', { name: /Planned only/ })).toBeVisible()
})

test('what vanished is shown before, goes only where the mirror says so, and leads to its deletion', async () => {
  const gone = await fetch(`${staging.url}/v2/shop/api/manifests/${two.digest}`, { method: 'DELETE' })
  expect(gone.status).toBe(202)
  await open('/mirrors/releases')
  await expect(preview().getByText('1 tag has vanished from the source and stays')).toBeVisible()
  await page.getByRole('checkbox', { name: /^Tags that have vanished/ }).check()
  await expect(preview().getByText('1 tag has vanished from the source and is deleted')).toBeVisible()
  await expect(preview().getByText('mirror/api:1.1.0')).toBeVisible()
  await save().click()
  await expect(page.getByText('“Releases” was saved')).toBeVisible()
  await expect(page.getByText('Copies and deletes', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Run now' }).click()
  await page.getByRole('button', { name: 'Copy and delete now' }).click()
  const run = runsTable().getByRole('row', { name: /Done Copies admin 2 0 1 .*Open/ })
  await expect(run).toBeVisible()
  await run.getByRole('link', { name: 'Open' }).click()
  await expect(page).toHaveURL(/\/cleanup\/[0-9a-f-]{36}/)
  await expect(page.getByRole('row', { name: /1\.1\.0/ })).toBeVisible()
  expect(await hasTag('mirror/api', '1.1.0')).toBeNull()
  expect(await hasTag('mirror/api', '1.0.0')).toBe(one.digest)
})

test('the page of a run keeps up by itself with one that somebody else begins', async () => {
  await open('/mirrors/releases?show=runs')
  await expect(runsTable().getByRole('row', { name: /Planned only/ })).toHaveCount(1)
  const send = { method: 'POST', headers: { 'content-type': 'application/json' } }
  await admin.json('/mirrors/releases/run', { ...send, body: JSON.stringify({ dryRun: true }) }, 202)
  await expect(runsTable().getByRole('row', { name: /Planned only/ })).toHaveCount(2)
})

test('it leaves as YAML, is removed, and comes back as it was; what is wrong with a text is told by line', async () => {
  await open('/mirrors/releases')
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: 'YAML' }).click()
  const download = await started
  expect(download.suggestedFilename()).toBe('releases.yaml')
  const yaml = await readFile(await download.path(), 'utf8')
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL(/\/mirrors$/)
  await expect(page.getByRole('row', { name: /^Nightly builds/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^Releases/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import mirrors' })
  const text = dialog.getByRole('textbox', { name: 'YAML, as in portolan.yaml' })
  await text.fill(yaml.replace('prefix:', 'prefx:'))
  await dialog.getByRole('button', { name: 'Import mirrors' }).click()
  await expect(dialog.getByText(/mirrors\[0\]\.to\.prefx: .*did you mean "prefix"/)).toBeVisible()
  await text.fill(yaml)
  await dialog.getByRole('button', { name: 'Import mirrors' }).click()
  await expect(dialog).toBeHidden()
  await expect(
    page.getByRole('row', { name: /^Releases staging\/shop\/\* to production\/mirror\/ Copies and deletes/ }),
  ).toBeVisible()
  // It keeps the history of its id.
  await page.getByRole('link', { name: 'Releases' }).click()
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(runsTable().getByRole('row', { name: /Planned only/ })).toHaveCount(2)
})

test('one of the configuration file says where it comes from, is previewed and run, and is not changed', async () => {
  await open('/mirrors')
  const row = page.getByRole('row', { name: /^Nightly builds From the file .*Copies/ })
  await expect(row.getByRole('time')).toHaveText(/2:30|02:30/)
  await row.getByRole('link').click()
  await expect(page.getByText('It is set in the configuration file')).toBeVisible()
  await expect(textbox('Names')).toBeDisabled()
  await expect(textbox('Names')).toHaveValue('nightly-*')
  await expect(preview().getByText('No tag is copied')).toBeVisible()
  for (const name of ['Save', 'Remove'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Dry run', exact: true })).toBeVisible()
})

test('a viewer sees mirrors and their runs, and is offered nothing that changes them', async () => {
  await page.route('**/api/v1/session', (route) =>
    route.fulfill({ json: { username: 'guest', role: 'viewer', can: ['read'] } }),
  )
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/mirrors')) asked.push(request.url())
  })
  await open('/mirrors')
  await expect(page.getByRole('row', { name: /^Releases/ })).toBeVisible()
  for (const name of ['New mirror', 'Import'])
    await expect(page.getByText(name, { exact: true })).toHaveCount(0)
  await page.getByRole('link', { name: 'Releases' }).click()
  await expect(textbox('Repositories')).toBeDisabled()
  await expect(
    page.getByText('Your role may look at mirrors, but not at what they would bring.'),
  ).toBeVisible()
  for (const name of ['Save', 'Remove', 'Run now', 'Dry run'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Runs' }).click()
  await expect(runsTable().getByRole('row', { name: /Done/ }).first()).toBeVisible()
  expect(asked).toEqual([])
  await page.unrouteAll({ behavior: 'wait' })
})

test('g and m lead to the mirrors from anywhere, and a registry that is down is told in the place of the preview', async () => {
  await open('/')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/\/mirrors$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Mirrors' })).toBeVisible()
  await page.route('**/api/v1/mirrors/preview', (route) =>
    route.fulfill({
      status: 502,
      contentType: 'application/problem+json',
      json: {
        type: 'about:blank',
        title: 'registry_unreachable',
        status: 502,
        code: 'registry_unreachable',
        detail: 'connect ECONNREFUSED',
        requestId: 'a',
      },
    }),
  )
  await page.getByRole('link', { name: 'Releases' }).click()
  await expect(page.getByRole('alert').getByText('connect ECONNREFUSED')).toBeVisible()
  await expectAccessibleEverywhere(page, 'mirror-preview-failed')
  await page.unrouteAll({ behavior: 'wait' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(preview().getByRole('row', { name: /api ?:1\.0\.0/ })).toBeVisible()
})

test('axe finds nothing on the list, the form with its preview, the runs and the import, in both languages', async () => {
  test.setTimeout(180_000)
  const importing = { en: 'Import', ko: '가져오기' } as const
  await until(
    () => runsOf('releases'),
    (items) => items.length >= 4,
  )
  for (const locale of ['en', 'ko'] as const) {
    await context.addCookies([{ name: 'portolan-locale', value: locale, url: portolan.url }])
    await open('/mirrors')
    await expect(page.getByRole('row', { name: /^Releases/ })).toBeVisible()
    await expectAccessibleEverywhere(page, 'mirrors-filled')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByRole('button', { name: importing[locale], exact: true }).click()
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible()
    await expectAccessibleEverywhere(page, 'mirrors-import')
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1280, height: 800 })
    await open('/mirrors/releases')
    await expect(page.getByRole('row', { name: /api ?:1\.0\.0/ })).toBeVisible()
    await expectAccessibleEverywhere(page, 'mirror')
    await open('/mirrors/releases?show=preview')
    await expect(
      page
        .getByRole('grid')
        .getByText(/api:1\.0\.0/)
        .first(),
    ).toBeVisible()
    await expectAccessibleEverywhere(page, 'mirror-preview')
    await page.setViewportSize({ width: 1280, height: 800 })
    await open('/mirrors/releases?show=runs')
    await expect(page.getByRole('grid').getByRole('row').nth(3)).toBeVisible()
    await expectAccessibleEverywhere(page, 'mirror-runs')
    await page.setViewportSize({ width: 1280, height: 800 })
    await open('/mirrors/nightly')
    await expect(page.locator('main form')).toBeVisible()
    await expectAccessibleEverywhere(page, 'mirror-from-file')
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  await context.clearCookies({ name: 'portolan-locale' })
})
