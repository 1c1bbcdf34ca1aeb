/** The demo's today. Fixed, so that its digests are the same on every machine and on every day. */
const today = Date.UTC(2026, 8, 30, 9, 41, 7)
const dayMs = 24 * 60 * 60 * 1000

export const daysAgo = (days: number) => new Date(today - Math.round(days * dayMs))

/** As image tools write it: UTC, without milliseconds. */
export const timestamp = (date: Date) => date.toISOString().replace('.000Z', 'Z')
