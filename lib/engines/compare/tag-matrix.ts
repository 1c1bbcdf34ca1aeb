/** A tag as one side of a comparison has it. */
export interface SideTag {
  readonly name: string
  /** What tells its repository from the others of its side; null where a side is one repository. */
  readonly path: string | null
  /** null: the registry lists the tag and has no manifest for it. */
  readonly digest: string | null
  readonly createdAt: Date | null
}

export type RowState = 'same' | 'differs' | 'missing'

export interface MatrixRow<Tag extends SideTag> {
  readonly name: string
  readonly path: string | null
  /** One for each target, in their order; null where it has no such tag, or no manifest for it. */
  readonly targets: readonly (Tag | null)[]
  /** `missing`: at least one target has none; `same`: all have the same digest. */
  readonly state: RowState
  /** The target whose image was created last; null where they are equally old, or where that is not known of all. */
  readonly newest: number | null
}

/** The same for the same tag of the same path. Neither can hold a space. */
export const matrixKey = ({ path, name }: Pick<SideTag, 'path' | 'name'>) =>
  path === null ? name : `${path} ${name}`

/**
 * One row for each name that any target has under a path, in no order. A tag without a manifest counts as missing: there is nothing to
 * compare.
 */
export function tagMatrix<Tag extends SideTag>(targets: readonly (readonly Tag[])[]): MatrixRow<Tag>[] {
  const rows = new Map<string, { readonly of: Tag; readonly all: (Tag | null)[] }>()
  for (const [place, tags] of targets.entries()) {
    for (const tag of tags) {
      const key = matrixKey(tag)
      const row = rows.get(key) ?? { of: tag, all: targets.map(() => null) }
      row.all[place] = tag
      rows.set(key, row)
    }
  }
  return Array.from(rows.values(), ({ of: { name, path }, all }) => {
    const there = all.map((tag) => (tag?.digest ? tag : null))
    return {
      name,
      path,
      targets: there,
      state: stateOf(there.map((tag) => tag?.digest)),
      newest: newestOf(there),
    }
  })
}

export function stateOf(digests: readonly (string | null | undefined)[]): RowState {
  if (digests.some((digest) => !digest)) return 'missing'
  return new Set(digests).size === 1 ? 'same' : 'differs'
}

function newestOf(tags: readonly (SideTag | null)[]): number | null {
  const times = tags.flatMap((tag, place) =>
    tag ? [{ place, at: tag.createdAt?.getTime() ?? Number.NaN }] : [],
  )
  const latest = Math.max(...times.map(({ at }) => at))
  const first = times.filter(({ at }) => at === latest)
  return first.length === 1 && times.length > 1 ? (first[0]?.place ?? null) : null
}

/** An image of an index: `key` is its platform, or what else tells it from its like. */
export interface PlatformImage {
  readonly key: string
  readonly digest: string
}

export interface PlatformRow {
  readonly key: string
  readonly state: RowState
  /** Digest of the platform's manifest in each target. */
  readonly digests: readonly (string | null)[]
}

/** The same comparison one level down: what each target has for each platform. */
export function platformRows(targets: readonly (readonly PlatformImage[] | null)[]): PlatformRow[] {
  const keys = new Set(targets.flatMap((images) => images?.map(({ key }) => key) ?? []))
  return Array.from(keys, (key) => {
    const digests = targets.map((images) => images?.find((image) => image.key === key)?.digest ?? null)
    return { key, digests, state: stateOf(digests) }
  })
}

/** Whether targets that differ hold the same images all the same: only the indexes around them are others. */
export const holdsSameImages = (platforms: readonly PlatformRow[]): boolean =>
  platforms.length > 0 && platforms.every(({ state }) => state === 'same')
