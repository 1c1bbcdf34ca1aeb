import { useEffect, useState } from 'react'

/**
 * A part of the page whose code comes when it is first needed, and not with the page; null until it is there. Where it
 * does not come, the page is broken and says so. `load` must be the same function each time.
 */
export function useLoaded<T extends object>(load: () => Promise<T>, isNeeded: boolean): T | null {
  const [loaded, setLoaded] = useState<T | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const isMissing = isNeeded && loaded === null
  useEffect(() => {
    if (!isMissing) return
    let isHere = true
    load().then(
      (part) => isHere && setLoaded(part),
      (error: unknown) => isHere && setFailure(error),
    )
    return () => {
      isHere = false
    }
  }, [load, isMissing])
  if (failure !== null) throw failure
  return loaded
}
