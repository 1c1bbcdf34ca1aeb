const longest = 63

/** `text` as an id: lower-case letters, digits and dashes. Empty when nothing of it can stand in one. */
export const slugOf = (text: string) =>
  text
    .normalize('NFKD')
    // Accents, which stand by themselves now.
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '')

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '')

/** An id that is still free, from the name or, for a name in another script, from the address. May be empty. */
export function proposeId(name: string, url: string, taken: readonly string[]): string {
  const slug = slugOf(name) || slugOf(hostOf(url))
  if (!slug || !taken.includes(slug)) return slug
  for (let count = 2; ; count++) {
    const suffix = `-${count}`
    const numbered = slug.slice(0, longest - suffix.length).replace(/-$/, '') + suffix
    if (!taken.includes(numbered)) return numbered
  }
}
