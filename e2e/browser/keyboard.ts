import type { Locator, Page } from 'playwright/test'
import { expect } from './test.ts'

/** Moves on with the Tab key, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

/** Whatever a mouse or a finger does on the page is an error of it, which ends the test. */
export const forbidPointers = (page: Page) =>
  page.addInitScript(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      window.addEventListener(type, () => console.error(`not by keyboard: ${type}`), true)
  })
