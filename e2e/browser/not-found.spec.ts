import { expectAccessibleEverywhere } from './accessibility.ts'
import { expect, test } from './test.ts'

for (const [language, title, back] of [
  ['en', 'There is nothing at this address', 'To the overview'],
  ['ko', '이 주소에는 아무것도 없습니다', '개요로 가기'],
] as const) {
  test.describe(language, () => {
    test.use({ locale: language })
    test('an address of nothing says so, and leads back', async ({ page, open }) => {
      await open('/no/such/page')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      await expectAccessibleEverywhere(page, `not-found-${language}`)
      await page.getByRole('link', { name: back }).click()
      await expect(page).toHaveURL(/\/$/)
    })
  })
}
