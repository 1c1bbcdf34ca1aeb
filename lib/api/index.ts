import { listActivity } from './activity.ts'
import { exportAudit, listAudit } from './audit.ts'
import { listDerived } from './base-images.ts'
import { compareTags, exportComparison } from './compare.ts'
import { compareImages } from './compare-images.ts'
import {
  addComparison,
  changeComparison,
  checkComparison,
  getComparison,
  listComparisonChecks,
  listComparisons,
  removeComparison,
} from './comparisons.ts'
import { cancelCopy, getCopy, listCopies, listCopyItems, resumeCopy, startCopy, undoCopy } from './copies.ts'
import { planCopy } from './copy-plan.ts'
import {
  cancelDeletion,
  executeDeletion,
  getDeletion,
  getDeletionReport,
  listDeletionItems,
  listDeletions,
  planDeletion,
  previewUndo,
  undoDeletion,
} from './deletions.ts'
import type { Endpoint } from './endpoint.ts'
import { estimateFreed } from './freed-bytes.ts'
import { getRegistryHook, makeRegistryHook, receiveNotification } from './hooks.ts'
import { getJob } from './jobs.ts'
import { streamEvents } from './live.ts'
import { listManifests } from './manifest-list.ts'
import { getBlob, getManifest, getRawManifest, listReferrers } from './manifests.ts'
import {
  addMirror,
  changeMirror,
  exportMirrors,
  getMirror,
  importMirrors,
  listMirrorRuns,
  listMirrors,
  previewMirror,
  previewMirrorDraft,
  removeMirror,
  runMirror,
} from './mirrors.ts'
import { getOpenApi } from './openapi.ts'
import { getOverview, listGrowth, listSnapshots } from './overview.ts'
import { getPlaces } from './places.ts'
import {
  addPolicy,
  changePolicy,
  exportPolicies,
  getPolicy,
  importPolicies,
  listPolicies,
  listPolicyRuns,
  previewPolicy,
  previewPolicyDraft,
  previewSchedule,
  removePolicy,
  runPolicy,
} from './policies.ts'
import { addProtection, listProtections, removeProtection } from './protections.ts'
import {
  addRegistry,
  changeRegistry,
  getRegistry,
  listRegistries,
  refreshRegistry,
  removeRegistry,
} from './registries.ts'
import { getRepository, listRepositories } from './repositories.ts'
import { search } from './search.ts'
import { getSession } from './session.ts'
import { getRepositorySizes, getSizes } from './sizes.ts'
import { getSuggestions } from './suggestions.ts'
import { getSync } from './sync.ts'
import { deleteTag, listTags, previewTagDeletion } from './tags.ts'

/** Every endpoint below /api/v1, in the order in which the documentation shows them. */
export const endpoints: readonly Endpoint[] = [
  getSession,
  getOverview,
  listGrowth,
  listRegistries,
  getRegistry,
  addRegistry,
  changeRegistry,
  removeRegistry,
  refreshRegistry,
  getSync,
  listSnapshots,
  listRepositories,
  getRepository,
  getSizes,
  getRepositorySizes,
  listTags,
  previewTagDeletion,
  deleteTag,
  listManifests,
  getSuggestions,
  getManifest,
  getRawManifest,
  listDerived,
  getPlaces,
  listReferrers,
  getBlob,
  compareTags,
  exportComparison,
  compareImages,
  listComparisons,
  getComparison,
  addComparison,
  changeComparison,
  removeComparison,
  checkComparison,
  listComparisonChecks,
  search,
  planDeletion,
  estimateFreed,
  listDeletions,
  getDeletion,
  listDeletionItems,
  executeDeletion,
  cancelDeletion,
  previewUndo,
  undoDeletion,
  getDeletionReport,
  planCopy,
  startCopy,
  listCopies,
  getCopy,
  listCopyItems,
  cancelCopy,
  resumeCopy,
  undoCopy,
  listMirrors,
  getMirror,
  addMirror,
  changeMirror,
  removeMirror,
  previewMirror,
  previewMirrorDraft,
  runMirror,
  listMirrorRuns,
  exportMirrors,
  importMirrors,
  getJob,
  listPolicies,
  getPolicy,
  addPolicy,
  changePolicy,
  removePolicy,
  previewPolicy,
  previewPolicyDraft,
  runPolicy,
  listPolicyRuns,
  previewSchedule,
  exportPolicies,
  importPolicies,
  listProtections,
  addProtection,
  removeProtection,
  listAudit,
  exportAudit,
  listActivity,
  getRegistryHook,
  makeRegistryHook,
  receiveNotification,
  streamEvents,
  getOpenApi,
]
