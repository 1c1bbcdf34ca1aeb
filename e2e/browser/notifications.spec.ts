import { expect, test } from './test.ts'

test('a token is made and replaced in the sheet of the bell; the one before is refused from then on', async ({
  page,
  open,
  lab,
}) => {
  const tell = async (token: string) => {
    const answer = await fetch(`${lab.url}/hooks/bare/distribution`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ events: [] }),
    })
    return answer.status
  }
  await open('/')
  await page.getByRole('button', { name: 'Notifications of Empty registry' }).click()
  const sheet = page.getByRole('dialog', { name: 'Notifications of Empty registry' })
  await expect(sheet).toContainText('None has come yet')
  // Nothing of the sheet is covered by the tooltip of its cross.
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await sheet.getByRole('button', { name: 'Make a token' }).click()
  const snippet = sheet.locator('code').last()
  await expect(snippet).toContainText('Authorization: ["Bearer ')
  const tokenIn = async () => /Bearer ([\w-]+)/.exec((await snippet.textContent()) ?? '')?.[1] ?? ''
  const first = await tokenIn()
  expect(await tell(first)).toBe(202)
  await sheet.getByRole('button', { name: 'zot', exact: true }).click()
  await expect(snippet).toContainText('"username": "portolan"')
  await expect(snippet).toContainText(first)
  await sheet.getByRole('button', { name: 'Distribution', exact: true }).click()
  await sheet.getByRole('button', { name: 'Make another token' }).click()
  await expect(snippet).not.toContainText(first)
  const second = await tokenIn()
  expect([await tell(first), await tell(second)]).toEqual([401, 202])
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await open('/?notify=bare')
  await expect(sheet).not.toContainText('None has come yet')
})
