import { listActivity } from '#lib/api/activity.ts'
import { listAudit } from '#lib/api/audit.ts'
import { getDeletion, listDeletionItems, listDeletions } from '#lib/api/deletions.ts'
import { getJob } from '#lib/api/jobs.ts'
import type { Change } from '#lib/api/live.ts'
import { listManifests } from '#lib/api/manifest-list.ts'
import { getManifest, listReferrers } from '#lib/api/manifests.ts'
import { getOverview, listGrowth } from '#lib/api/overview.ts'
import { getPolicy, listPolicies, listPolicyRuns } from '#lib/api/policies.ts'
import { listProtections } from '#lib/api/protections.ts'
import { getRegistry, listRegistries } from '#lib/api/registries.ts'
import { getRepository, listRepositories } from '#lib/api/repositories.ts'
import { getRepositorySizes, getSizes } from '#lib/api/sizes.ts'
import { getSync } from '#lib/api/sync.ts'
import { listTags } from '#lib/api/tags.ts'

export interface AffectedQueries {
  /** The beginning of the keys of queries that show it. */
  readonly key: readonly unknown[]
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
        { key: [listRegistries.id], gapMs: rowsGapMs },
        { key: [getRegistry.id], gapMs: rowsGapMs },
        { key: [getOverview.id], gapMs: listGapMs },
        { key: [listGrowth.id], gapMs: listGapMs },
      ]
    case 'registry':
      return [
        { key: [listRegistries.id], gapMs: listGapMs },
        { key: [getRegistry.id, { registry: change.registry }], gapMs: listGapMs },
        { key: [getSync.id, { registry: change.registry }], gapMs: listGapMs },
        { key: [getOverview.id], gapMs: countsGapMs },
        { key: [listGrowth.id], gapMs: growthGapMs },
      ]
    case 'repositories':
      return [
        { key: [listRepositories.id, { registry: change.registry }], gapMs: listGapMs },
        { key: [getSizes.id, { registry: change.registry }], gapMs: countsGapMs },
        // Their counts and bytes.
        { key: [getRegistry.id, { registry: change.registry }], gapMs: countsGapMs },
        { key: [listRegistries.id], gapMs: countsGapMs },
        // What could not be read of them.
        { key: [getSync.id, { registry: change.registry }], gapMs: countsGapMs },
        { key: [getOverview.id], gapMs: countsGapMs },
      ]
    case 'tags': {
      const place = { registry: change.registry, repository: change.repository }
      return [
        { key: [listTags.id, place], gapMs: rowsGapMs },
        { key: [getRepository.id, place], gapMs: rowsGapMs },
        { key: [getRepositorySizes.id, place], gapMs: countsGapMs },
        { key: [listManifests.id, place], gapMs: listGapMs },
        { key: [getManifest.id, place], gapMs: listGapMs },
        { key: [listReferrers.id, place], gapMs: countsGapMs },
      ]
    }
    case 'deletion':
      return [
        { key: [getDeletion.id, { id: change.deletion }], gapMs: rowsGapMs },
        { key: [listDeletionItems.id, { id: change.deletion }], gapMs: listGapMs },
        { key: [listDeletions.id], gapMs: listGapMs },
        { key: [getJob.id], gapMs: listGapMs },
        // A run of a policy ends when its deletion does.
        { key: [listPolicyRuns.id], gapMs: listGapMs },
      ]
    case 'policies':
      return [
        { key: [listPolicies.id], gapMs: listGapMs },
        { key: [getPolicy.id], gapMs: listGapMs },
        { key: [listPolicyRuns.id], gapMs: listGapMs },
        { key: [listProtections.id], gapMs: listGapMs },
      ]
    case 'activity':
      return [
        { key: [listAudit.id], gapMs: listGapMs },
        { key: [listActivity.id], gapMs: listGapMs },
        { key: [getOverview.id], gapMs: listGapMs },
      ]
    case 'anything':
      return everything.map(({ id }) => ({ key: [id], gapMs: listGapMs }))
  }
}

const everything = [
  listPolicies,
  getPolicy,
  listPolicyRuns,
  listProtections,
  listRegistries,
  getRegistry,
  listRepositories,
  getRepository,
  getSizes,
  getRepositorySizes,
  listTags,
  listManifests,
  getManifest,
  listReferrers,
  listAudit,
  getOverview,
  listGrowth,
  getSync,
  listActivity,
  getDeletion,
  listDeletionItems,
  listDeletions,
  getJob,
]
