/** What had the focus may be gone: the row in its place takes it, after the dialog has let go of it. */
export const focusTable = () =>
  setTimeout(() => {
    if (document.activeElement !== document.body) return
    const row = document.querySelector<HTMLElement>('tr[data-index][tabindex="0"]')
    const target = row ?? document.querySelector<HTMLElement>('#content')
    target?.focus()
  }, 50)
