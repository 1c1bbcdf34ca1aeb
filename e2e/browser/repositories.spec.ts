import { expect, test } from './test.ts'

test('a catalog is a tree by namespace, folded and unfolded by keyboard', async ({ page, open }) => {
  await open('/r/real')
  const tree = page.getByRole('treegrid', { name: 'Repositories of Real registry' })
  const namespace = tree.getByRole('row', { name: /^team\// })
  await expect(namespace).toHaveAttribute('aria-expanded', 'true')
  await expect(tree.getByRole('row', { name: /^etl/ })).toHaveAttribute('aria-level', '3')
  await namespace.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(namespace).toHaveAttribute('aria-expanded', 'false')
  await expect(tree.getByRole('row', { name: /^etl/ })).toBeHidden()
  await page.reload()
  await expect(namespace).toHaveAttribute('aria-expanded', 'false')
  await namespace.focus()
  await page.keyboard.press('ArrowRight')
  await expect(tree.getByRole('row', { name: /^etl/ })).toBeVisible()
})

test('view, filter and sort stand in the address and survive a reload', async ({ page, open }) => {
  await open('/r/real')
  await page.getByRole('button', { name: 'List', exact: true }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('TEAM')
  await page.getByRole('columnheader', { name: 'Repository' }).getByRole('button').click()
  await expect(page).toHaveURL(/view=flat/)
  await expect(page).toHaveURL(/q=TEAM/)
  await expect(page).toHaveURL(/order=desc/)
  const expected = ['team/web', 'team/data/etl', 'team/api']
  const rows = page
    .getByRole('grid', { name: 'Repositories of Real registry' })
    .locator('tbody')
    .getByRole('link')
  await expect(rows).toHaveText(expected)
  await page.reload()
  await expect(rows).toHaveText(expected)
  await expect(page.getByRole('searchbox', { name: 'Filter repositories' })).toHaveValue('TEAM')
  await expect(page.getByRole('columnheader', { name: 'Repository' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
})

test('a repository whose tags are all gone is folded away and can be shown', async ({ page, open }) => {
  await open('/r/real?view=flat')
  await expect(page.getByRole('row', { name: /^standalone/ })).toBeVisible()
  await page.getByRole('button', { name: /^Show empty ones/ }).click()
  await expect(page.getByRole('row', { name: /^odd\/emptied empty/ })).toBeVisible()
})

test('a filter that matches nothing says so and can be taken off', async ({ page, open }) => {
  await open('/r/real?q=no-such-name')
  await expect(page.getByRole('heading', { name: 'No repository matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(page.getByRole('row', { name: /^standalone/ })).toBeVisible()
})

test('an empty registry teaches how to push to exactly this one', async ({ page, open }) => {
  await open('/r/bare')
  await expect(page.getByRole('heading', { name: 'No repository yet' })).toBeVisible()
  await expect(page.getByText('docker push bare.example.com/team/app:1.0')).toBeVisible()
})

test('filters are chosen with the keyboard, stand in the address, survive a reload and come off one by one', async ({
  page,
  open,
}) => {
  await open('/r/real?view=flat&q=team/*&match=glob')
  const names = page
    .getByRole('grid', { name: /^Repositories/ })
    .locator('tbody')
    .getByRole('link')
  await expect(names).toHaveText(['team/api', 'team/data/etl', 'team/web'])
  await page.getByRole('button', { name: 'Filters' }).focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Filter by' })
  await form.getByLabel('Tags at least').fill('many')
  await expect(form.getByText('A whole number')).toBeVisible()
  await form.getByLabel('Tags at least').fill('3')
  await expect(names).toHaveText(['team/api'])
  await expect(page).toHaveURL(/minTags=3/)
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await page.reload()
  await expect(names).toHaveText(['team/api'])
  await page.getByRole('button', { name: 'Take off: Tags ≥ 3' }).click()
  await expect(names).toHaveCount(3)
  await page.getByRole('searchbox').fill('(')
  await page.getByRole('button', { name: /How the filter is read/ }).click()
  await page.getByRole('menuitemradio', { name: /Regular expression/ }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'missing closing )' })).toBeVisible()
})

test('empty repositories can be shown alone', async ({ page, open }) => {
  await open('/r/real?view=flat')
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Without tags').selectOption('Empty ones alone')
  const names = page
    .getByRole('grid', { name: /^Repositories/ })
    .locator('tbody')
    .getByRole('link')
  await expect(names.filter({ hasText: 'odd/emptied' })).toBeVisible()
  await expect(names.filter({ hasText: 'standalone' })).toHaveCount(0)
  await expect(page).toHaveURL(/empty=only/)
})

test('what registries that tell of nothing can’t say is told, and not taken for no', async ({
  page,
  open,
}) => {
  await open('/r/real?neverPulled=true')
  await expect(page.getByText(/never heard to tell of a pull/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No repository matches' })).toBeVisible()
})

test('columns of the repositories are chosen, sort over the whole list, and survive a reload', async ({
  page,
  open,
}) => {
  await open('/r/real?view=flat')
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  // The menu is loaded when it is first opened: what is typed before it is there goes nowhere.
  await expect(page.getByRole('menuitemcheckbox', { name: 'Tags', exact: true })).toBeFocused()
  await page.keyboard.type('First')
  await expect(page.getByRole('menuitemcheckbox', { name: 'First seen' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  const header = page.getByRole('columnheader', { name: 'First seen' })
  await header.getByRole('button').click()
  await expect(header).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(/sort=firstSeenAt/)
  await page.reload()
  await expect(header).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByRole('row', { name: /^standalone/ })).toContainText(/now|ago/)
})
