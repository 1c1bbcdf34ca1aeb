import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light: light ?? '', dark: dark ?? '' }],
  ),
)

/** WCAG 2.2, relative luminance. */
function luminance(hex: string) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string) {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['surface', 'surface-raised', 'surface-hover', 'surface-selected']
const text = ['text', 'muted', 'accent', 'danger', 'warning', 'success']
const pairs = [
  ...grounds.flatMap((ground) => text.map((ink) => [ink, ground, 4.5] as const)),
  ['on-accent', 'accent', 4.5] as const,
  ['on-accent', 'accent-hover', 4.5] as const,
  ['on-danger', 'danger', 4.5] as const,
  ['on-danger', 'danger-hover', 4.5] as const,
  ...['danger', 'warning', 'success'].flatMap((tone) =>
    ['text', 'muted', tone].map((ink) => [ink, `${tone}-surface`, 4.5] as const),
  ),
  // Lines of charts stand on the page itself.
  ...[1, 2, 3, 4, 5, 6].map((n) => [`chart-${n}`, 'surface', 4.5] as const),
  // Edges of controls, WCAG 1.4.11.
  ['border-strong', 'surface', 3] as const,
  ['border-strong', 'surface-raised', 3] as const,
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(pairs)('%s on %s has a contrast of at least %d', (ink, ground, least) => {
    const [a, b] = [tokens.get(ink), tokens.get(ground)]
    expect(contrast(a?.[theme] ?? '#000000', b?.[theme] ?? '#000000')).toBeGreaterThanOrEqual(least)
  })
})
