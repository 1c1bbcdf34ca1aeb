import type { Change } from '#lib/api/live.ts'

/**
 * Endpoints by their ids, which are the names they are exported by: with the endpoints themselves every page would load
 * the shapes of all their answers.
 */
type EndpointId = keyof (typeof import('#lib/api/activity.ts') &
  typeof import('#lib/api/audit.ts') &
  typeof import('#lib/api/copies.ts') &
  typeof import('#lib/api/compare.ts') &
  typeof import('#lib/api/comparisons.ts') &
  typeof import('#lib/api/deletions.ts') &
  typeof import('#lib/api/jobs.ts') &
  typeof import('#lib/api/manifest-list.ts') &
  typeof import('#lib/api/manifests.ts') &
  typeof import('#lib/api/mirrors.ts') &
  typeof import('#lib/api/overview.ts') &
  typeof import('#lib/api/policies.ts') &
  typeof import('#lib/api/protections.ts') &
  typeof import('#lib/api/registries.ts') &
  typeof import('#lib/api/repositories.ts') &
  typeof import('#lib/api/sizes.ts') &
  typeof import('#lib/api/sync.ts') &
  typeof import('#lib/api/tags.ts'))

export interface AffectedQueries {
  /** The beginning of the keys of queries that show it. */
  readonly key: readonly [EndpointId, ...unknown[]]
  /** At least so long from one answer to the next question, in milliseconds: what costs the server more comes less often. */
  readonly gapMs: number
}

/** While a list is being read in the background, it changes all the time. */
const rowsGapMs = 250
const listGapMs = 1_000
const countsGapMs = 5_000
/** What changes once a day, and when a walk ends. */
const growthGapMs = 30_000

/**
 * Which queries show what has changed. Whoever adds an endpoint whose answer follows from one of these adds its line
 * here, and its page keeps up by itself.
 */
export function affectedBy(change: Change): readonly AffectedQueries[] {
  switch (change.about) {
    case 'registries':
      return [
        { key: ['listRegistries'], gapMs: rowsGapMs },
        { key: ['getRegistry'], gapMs: rowsGapMs },
        { key: ['getOverview'], gapMs: listGapMs },
        { key: ['listGrowth'], gapMs: listGapMs },
      ]
    case 'registry':
      return [
        { key: ['listRegistries'], gapMs: listGapMs },
        { key: ['getRegistry', { registry: change.registry }], gapMs: listGapMs },
        { key: ['getSync', { registry: change.registry }], gapMs: listGapMs },
        { key: ['getOverview'], gapMs: countsGapMs },
        { key: ['listGrowth'], gapMs: growthGapMs },
      ]
    case 'repositories':
      return [
        { key: ['listRepositories', { registry: change.registry }], gapMs: listGapMs },
        { key: ['getSizes', { registry: change.registry }], gapMs: countsGapMs },
        // Their counts and bytes.
        { key: ['getRegistry', { registry: change.registry }], gapMs: countsGapMs },
        { key: ['listRegistries'], gapMs: countsGapMs },
        // What could not be read of them.
        { key: ['getSync', { registry: change.registry }], gapMs: countsGapMs },
        { key: ['getOverview'], gapMs: countsGapMs },
        // Of a namespace that is compared there may be more, or the first.
        { key: ['compareTags'], gapMs: listGapMs },
      ]
    case 'tags': {
      const place = { registry: change.registry, repository: change.repository }
      return [
        { key: ['listTags', place], gapMs: rowsGapMs },
        { key: ['getRepository', place], gapMs: rowsGapMs },
        { key: ['getRepositorySizes', place], gapMs: countsGapMs },
        { key: ['listManifests', place], gapMs: listGapMs },
        { key: ['getManifest', place], gapMs: listGapMs },
        { key: ['listReferrers', place], gapMs: countsGapMs },
        // Any of them may be a side of a comparison.
        { key: ['compareTags'], gapMs: listGapMs },
      ]
    }
    case 'deletion':
      return [
        { key: ['getDeletion', { id: change.deletion }], gapMs: rowsGapMs },
        { key: ['listDeletionItems', { id: change.deletion }], gapMs: listGapMs },
        { key: ['listDeletions'], gapMs: listGapMs },
        { key: ['getJob'], gapMs: listGapMs },
        // A run of a policy, or of a mirror, ends when its deletion does.
        { key: ['listPolicyRuns'], gapMs: listGapMs },
        { key: ['listPolicies'], gapMs: listGapMs },
        { key: ['listMirrorRuns'], gapMs: listGapMs },
        { key: ['listMirrors'], gapMs: listGapMs },
      ]
    case 'copy':
      return [
        { key: ['getCopy', { id: change.copy }], gapMs: rowsGapMs },
        { key: ['listCopyItems', { id: change.copy }], gapMs: listGapMs },
        { key: ['listCopies'], gapMs: listGapMs },
        // A run of a mirror ends when its copy does.
        { key: ['listMirrorRuns'], gapMs: listGapMs },
        { key: ['listMirrors'], gapMs: listGapMs },
        { key: ['getMirror'], gapMs: listGapMs },
      ]
    case 'policies':
      return [
        { key: ['listPolicies'], gapMs: listGapMs },
        { key: ['getPolicy'], gapMs: listGapMs },
        { key: ['listPolicyRuns'], gapMs: listGapMs },
        { key: ['listProtections'], gapMs: listGapMs },
        // A lock beside each tag that is protected.
        { key: ['listTags'], gapMs: listGapMs },
        { key: ['listDeletionItems'], gapMs: listGapMs },
      ]
    case 'mirrors':
      return [
        { key: ['listMirrors'], gapMs: listGapMs },
        { key: ['getMirror'], gapMs: listGapMs },
        { key: ['listMirrorRuns'], gapMs: listGapMs },
      ]
    case 'comparisons':
      return [
        { key: ['listComparisons'], gapMs: rowsGapMs },
        { key: ['getComparison'], gapMs: rowsGapMs },
        { key: ['listComparisonChecks'], gapMs: listGapMs },
        { key: ['getOverview'], gapMs: listGapMs },
      ]
    case 'activity':
      return [
        { key: ['listAudit'], gapMs: listGapMs },
        { key: ['listActivity'], gapMs: listGapMs },
        { key: ['getOverview'], gapMs: listGapMs },
      ]
    case 'anything':
      return everything.map((id) => ({ key: [id], gapMs: listGapMs }))
  }
}

const everything: readonly EndpointId[] = [
  'listPolicies',
  'getPolicy',
  'listPolicyRuns',
  'listProtections',
  'listRegistries',
  'getRegistry',
  'listRepositories',
  'getRepository',
  'getSizes',
  'getRepositorySizes',
  'listTags',
  'listManifests',
  'getManifest',
  'listReferrers',
  'compareTags',
  'listComparisons',
  'getComparison',
  'listComparisonChecks',
  'listAudit',
  'getOverview',
  'listGrowth',
  'getSync',
  'listActivity',
  'getDeletion',
  'listDeletionItems',
  'listDeletions',
  'getCopy',
  'listCopyItems',
  'listCopies',
  'listMirrors',
  'getMirror',
  'listMirrorRuns',
  'getJob',
]
