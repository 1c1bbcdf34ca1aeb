import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import config from '../playwright.config.ts'
import type { Bench, Console } from './bench.ts'

/** Chromium as the browser tests start it; ends with the run. */
export async function startChromium(bench: Bench): Promise<Browser> {
  const browser = await chromium.launch(config.use?.launchOptions)
  bench.keep({ stop: () => browser.close() })
  return browser
}

/** A window of a signed-in person who has never been here: nothing is cached. */
export async function openWindow(browser: Browser, { app, cookies }: Console): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: app.url })))
  return context
}

/** React has taken the page over. */
export const hydrated = (page: Page) =>
  page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'))
  })
