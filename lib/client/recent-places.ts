import { z } from 'zod'
import { placeOf } from './paths.ts'

const RecentPlace = z.object({
  registry: z.string(),
  repository: z.string(),
  reference: z.string().nullable(),
})
export type RecentPlace = z.infer<typeof RecentPlace>

const key = 'portolan-recent'
const maxPlaces = 8

/** Repositories and images that were opened in this browser, the last one first. */
export function readRecentPlaces(): RecentPlace[] {
  try {
    return z
      .array(RecentPlace)
      .parse(JSON.parse(window.localStorage.getItem(key) ?? '[]'))
      .slice(0, maxPlaces)
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
