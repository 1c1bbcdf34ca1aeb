import { type BrowserContext, test as base, type Page } from 'playwright/test'
import { type Cookie, type Lab, readLab } from './lab.ts'

interface Fixtures {
  readonly lab: Lab
  /** Adds what a page must never do while a test runs; the test fails for it at its end. */
  readonly watched: readonly string[]
  /** Opens a page of Portolan and waits until it answers to keys and clicks. */
  readonly open: (path: string) => Promise<void>
}

const cookiesFor = (url: string, cookies: readonly Cookie[]) =>
  cookies.map(({ name, value }) => ({
    name,
    value,
    domain: new URL(url).hostname,
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  }))

/** The administrator, signed in. */
export const administratorState = (url: string, cookies: readonly Cookie[]) => ({
  cookies: cookiesFor(url, cookies),
  origins: [],
})

/** Every test is signed in as administrator, and no page may break its own policy, throw, or open a dialog box. */
export const test = base.extend<Fixtures>({
  lab: async ({ browserName: _ }, use) => use(readLab()),
  baseURL: async ({ lab }, use) => use(lab.url),
  storageState: async ({ lab }, use) => use(administratorState(lab.url, lab.cookies)),
  watched: [
    async ({ context }, use) => {
      const seen: string[] = []
      await watch(context, seen)
      await use(seen)
      if (seen.length > 0) throw new Error(`the page did what it must not:\n${seen.join('\n')}`)
    },
    { auto: true },
  ],
  open: async ({ page }, use) => {
    await use(async (path) => {
      await page.goto(path)
      await hydrated(page)
    })
    // An answer that a test changes may still be under way when the test is done: closing the page under it would be
    // thrown at whichever test comes next.
    await page.unrouteAll({ behavior: 'wait' })
  },
})

export { expect } from 'playwright/test'

/** React has taken the page over: before that, keys and clicks go to a page that does not listen yet. */
export async function hydrated(page: Page) {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'))
  })
  // By then it has begun; what listens to keys does when it has nothing left to do.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 2_000 })))
}

async function watch(context: BrowserContext, seen: string[]) {
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`),
    ),
  )
  context.on('weberror', (error) => seen.push(`threw: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    seen.push(`dialog box: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    // The browser logs each answer that is an error; what the page makes of it is for the tests to say.
    if (message.text().startsWith('Failed to load resource')) return
    seen.push(`console: ${message.text()}`)
  })
}
