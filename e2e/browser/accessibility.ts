import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect } from './test.ts'

/** Where pictures of every page go, to be looked at; nowhere by default. */
const pictures = process.env.PORTOLAN_PICTURES

/** axe finds nothing, nothing sticks out to the side, and there is one main heading. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}\n${failureSummary}`),
  )
  expect.soft(found, name).toEqual([])
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect.soft(overhang, `${name}: pixels that stick out`).toBeLessThanOrEqual(0)
}

const desk = { width: 1280, height: 800 }
const phone = { width: 390, height: 800 }
/** Themes differ in their colours, sizes in what stands where, languages in how long the words are. */
const views = {
  en: [
    { name: 'dark', colorScheme: 'dark', size: desk },
    { name: 'light', colorScheme: 'light', size: desk },
    { name: 'phone', colorScheme: 'light', size: phone },
  ],
  ko: [
    ...(pictures ? [{ name: 'dark', colorScheme: 'dark', size: desk } as const] : []),
    { name: 'phone', colorScheme: 'dark', size: phone },
  ],
} as const

/** In every theme and size, without loading the page again. */
export async function expectAccessibleEverywhere(page: Page, name: string): Promise<void> {
  const language = await page.evaluate(() => document.documentElement.lang)
  for (const { name: view, colorScheme, size } of views[language === 'ko' ? 'ko' : 'en']) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await settled(page)
    await expectAccessible(page, `${name}-${language}-${view}`)
  }
}

/** What follows from a change of the window is on the screen. */
export const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)))
      }),
  )
