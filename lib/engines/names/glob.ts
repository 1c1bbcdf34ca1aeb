/**
 * Whether a whole name fits a glob: `*` is anything, `/` too, `?` one character, all else itself. Takes at most as many
 * steps as the lengths of the two multiplied, whatever the glob.
 */
export function matchesGlob(glob: string, name: string): boolean {
  let g = 0
  let n = 0
  /** Where the last `*` stands, and how much of the name it has taken. */
  let star = -1
  let taken = 0
  while (n < name.length) {
    if (glob[g] === '*') {
      star = g++
      taken = n
    } else if (g < glob.length && (glob[g] === '?' || glob[g] === name[n])) {
      g++
      n++
    } else if (star >= 0) {
      g = star + 1
      n = ++taken
    } else return false
  }
  while (glob[g] === '*') g++
  return g === glob.length
}

/** Whether a name fits any of these globs. */
export function globFilter(globs: readonly string[]): (name: string) => boolean {
  if (globs.includes('*')) return () => true
  const literal = new Set(globs.filter((glob) => !/[*?]/.test(glob)))
  const patterns = globs.filter((glob) => !literal.has(glob))
  return (name) => literal.has(name) || patterns.some((glob) => matchesGlob(glob, name))
}
