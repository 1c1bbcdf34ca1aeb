import { placeOf } from './paths.ts'

export interface RecentPlace {
  readonly registry: string
  readonly repository: string
  readonly reference: string | null
}

const key = 'portolan-recent'
const maxPlaces = 8

function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== 'object' || value === null) return false
  const { registry, repository, reference } = value as Record<string, unknown>
  const isText = typeof registry === 'string' && typeof repository === 'string'
  return isText && (reference === null || typeof reference === 'string')
}

/** Repositories and images that were opened in this browser, the last one first. */
export function readRecentPlaces(): RecentPlace[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPlace).slice(0, maxPlaces) : []
  } catch {
    return []
  }
}

/** Remembers what an address shows, where that is a repository or an image. */
export function rememberPlace(pathname: string): void {
  const { registry, repository, reference } = placeOf(pathname)
  if (registry === null || repository === null) return
  const place = { registry, repository, reference }
  const isOther = (other: RecentPlace) => JSON.stringify(other) !== JSON.stringify(place)
  try {
    const places = [place, ...readRecentPlaces().filter(isOther)].slice(0, maxPlaces)
    window.localStorage.setItem(key, JSON.stringify(places))
  } catch {
    // A browser that keeps nothing: there are no recent places then.
  }
}
