import type { Collection } from './vendor.ts'

export interface CollectionAdvice {
  /** Whether somebody has to run something before bytes come free; null: not known. */
  readonly needed: boolean | null
  readonly advice:
    | 'automatic'
    | 'distribution_2'
    | 'distribution_3'
    | 'harbor'
    | 'gitlab'
    | 'service'
    | 'unknown'
  /** As it is typed at the registry's machine. */
  readonly command: string | null
}

const distribution = (path: string) => `registry garbage-collect ${path}`

/**
 * What has to be done so that deleted content frees its bytes. CNCF Distribution tells its version nowhere: 3 untags, 2 does
 * not. `--delete-untagged` is never advised: 2.8 removes children of live indexes with it, and what is deleted by digest goes
 * without it. A registry of no known kind that can't untag is taken for one as well: nothing else was seen to refuse that way.
 */
export function adviseCollection(collection: Collection | null, tagDelete: boolean | null): CollectionAdvice {
  if (collection === 'distribution' || (collection === null && tagDelete === false)) {
    return tagDelete === true
      ? { needed: true, advice: 'distribution_3', command: distribution('/etc/distribution/config.yml') }
      : { needed: true, advice: 'distribution_2', command: distribution('/etc/docker/registry/config.yml') }
  }
  switch (collection) {
    case 'harbor':
      return { needed: true, advice: 'harbor', command: null }
    case 'gitlab':
      return { needed: null, advice: 'gitlab', command: 'gitlab-ctl registry-garbage-collect' }
    case 'automatic':
      return { needed: false, advice: 'automatic', command: null }
    case 'service':
      return { needed: false, advice: 'service', command: null }
    case null:
      return { needed: null, advice: 'unknown', command: null }
  }
}
