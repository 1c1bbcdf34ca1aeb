const units = [
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** How long something took in its two largest units: `2m 14s`, `1h 5m`, `3s`. Under a second it says `<1s`. Milliseconds. */
export function formatDuration(durationMs: number, locale: string): string {
  const write = (amount: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(amount)
  let seconds = Math.round(durationMs / 1_000)
  if (seconds < 1) return `<${write(1, 'second')}`
  const parts: string[] = []
  for (const [unit, size] of units) {
    const amount = Math.floor(seconds / size)
    seconds -= amount * size
    if (amount > 0 && parts.length < 2) parts.push(write(amount, unit))
  }
  return parts.join(' ')
}
