/** What is searched of an image's labels and a manifest's annotations. */
export interface SearchableLabel {
  readonly source: 'label' | 'annotation'
  readonly key: string
  readonly value: string
}

/** Beyond these an image is a library, or means to fill ours. Characters. */
const maxLabels = 64
const maxKeyLength = 128
const maxValueLength = 256

/** Moments, serialised documents and the like, which nobody types into a search field. */
const unsearchable = /^(?:org\.opencontainers\.image\.created|.*[./-]build-date|.*\.(?:json|sbom|bundle))$/i

/** Labels first; long values are cut, keys that are too long and empty values left out. */
export function searchableLabels(
  labels: Readonly<Record<string, string>> | null | undefined,
  annotations: Readonly<Record<string, string>> | null | undefined,
): SearchableLabel[] {
  const found: SearchableLabel[] = []
  const add = (source: SearchableLabel['source'], pairs: Readonly<Record<string, string>>) => {
    for (const [key, text] of Object.entries(pairs)) {
      if (found.length >= maxLabels) return
      const value = text.slice(0, maxValueLength).trim()
      if (key === '' || value === '' || key.length > maxKeyLength || unsearchable.test(key)) continue
      found.push({ source, key, value })
    }
  }
  add('label', labels ?? {})
  add('annotation', annotations ?? {})
  return found
}
