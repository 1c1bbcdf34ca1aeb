/**
 * Keeps the characters that are typed from now on away from the page, for something that is about to open and takes
 * them. What is given back lets go: with an element, they are typed into it; without one, they are dropped.
 */
export function holdKeys(): (target?: Element) => void {
  const held: string[] = []
  const hold = (event: KeyboardEvent) => {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    held.push(event.key)
  }
  document.addEventListener('keydown', hold, true)
  return (target) => {
    document.removeEventListener('keydown', hold, true)
    for (const key of held.splice(0))
      target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }
}
