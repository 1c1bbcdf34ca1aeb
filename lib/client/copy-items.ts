import { decodeRepository, encodeRepository, repositoryNamePattern, tagPattern } from '#lib/api/names.ts'
import { formatImageAddress, type ImageAddress, parseImageAddress } from './image-address.ts'

/** Where something is to be copied to; `tag` null: under its digest alone. */
export interface CopyTarget {
  readonly registry: string
  readonly repository: string
  readonly tag: string | null
}

/** One thing to copy; `to` null: nobody has said where to yet. */
export interface CopyWish {
  readonly from: ImageAddress
  readonly to: CopyTarget | null
}

/** What is typed into the form; for several sources the tag is each one's own. */
export interface TypedTarget {
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

const targetPattern = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\/([^:@]{1,255})(?::(.+))?$/

/** `registry/team~app:1.0`, or without a tag; null for what is none. */
export function parseCopyTarget(text: string): CopyTarget | null {
  const [, registry = '', name = '', tag = null] = targetPattern.exec(text) ?? []
  const repository = decodeRepository(name)
  const isGood = repositoryNamePattern.test(repository) && (tag === null || tagPattern.test(tag))
  return isGood ? { registry, repository, tag } : null
}

export const formatCopyTarget = ({ registry, repository, tag }: CopyTarget) =>
  `${registry}/${encodeRepository(repository)}${tag === null ? '' : `:${tag}`}`

/** What the address of a page holds: `from>to,from>to`. None of these signs occurs in a name, a tag or a digest. */
export const formatWishes = (wishes: readonly CopyWish[]) =>
  wishes
    .map(({ from, to }) => formatImageAddress(from) + (to === null ? '' : `>${formatCopyTarget(to)}`))
    .join(',')

/** The inverse of `formatWishes`; null where any of it is none. */
export function parseWishes(text: string): readonly CopyWish[] | null {
  const wishes = text.split(',').map((part): CopyWish | null => {
    const [source = '', target, ...more] = part.split('>')
    const from = parseImageAddress(source)
    const to = target === undefined ? null : parseCopyTarget(target)
    return from === null || more.length > 0 || (target !== undefined && to === null) ? null : { from, to }
  })
  return wishes.every((wish) => wish !== null) ? wishes : null
}

export const tagOf = ({ reference }: ImageAddress) => (tagPattern.test(reference) ? reference : null)

/**
 * What the form begins with: where all go to, or the name that all of them have now; null where each goes to a place of its
 * own, which no form can say.
 */
export function typedTargetOf(wishes: readonly CopyWish[]): TypedTarget | null {
  const [first] = wishes
  if (first === undefined) return null
  const isAlone = wishes.length === 1
  const places = new Set(wishes.map(({ to }) => to && `${to.registry}/${to.repository}`))
  const keepTags = wishes.every(({ from, to }) => to === null || to.tag === tagOf(from))
  if (places.size > 1 || !(isAlone || keepTags)) return null
  const { to, from } = first
  if (to) return { registry: to.registry, repository: to.repository, tag: isAlone ? (to.tag ?? '') : '' }
  const repositories = new Set(wishes.map((wish) => wish.from.repository))
  const repository = repositories.size === 1 ? from.repository : ''
  return { registry: '', repository, tag: isAlone ? (tagOf(from) ?? '') : '' }
}

/** What keeps a form from saying where to; null: it says it. */
export type MissingPart = 'registry' | 'repository' | 'tag'
export function missingPart(wishes: readonly CopyWish[], typed: TypedTarget): MissingPart | null {
  if (typed.registry === '') return 'registry'
  if (!repositoryNamePattern.test(typed.repository)) return 'repository'
  const [only, ...more] = wishes
  if (only === undefined || more.length > 0) return null
  const isOptional = tagOf(only.from) === null
  return tagPattern.test(typed.tag) || (typed.tag === '' && isOptional) ? null : 'tag'
}

/** The same things, to where the form says. */
export const wishesTo = (wishes: readonly CopyWish[], typed: TypedTarget): readonly CopyWish[] =>
  wishes.map(({ from }) => ({
    from,
    to: {
      registry: typed.registry,
      repository: typed.repository,
      tag: wishes.length === 1 ? typed.tag || null : tagOf(from),
    },
  }))

/** It stays where it is and gets one more name. */
export const isRetag = ([only, ...more]: readonly CopyWish[]): boolean =>
  only !== undefined &&
  more.length === 0 &&
  only.to?.registry === only.from.registry &&
  only.to.repository === only.from.repository
