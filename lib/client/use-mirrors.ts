'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { MirrorDefinition } from '#lib/api/mirror-definition.ts'
import {
  addMirror,
  changeMirror,
  getMirror,
  importMirrors,
  listMirrorRuns,
  listMirrors,
  previewMirrorDraft,
  removeMirror,
  runMirror,
} from '#lib/api/mirrors.ts'
import { call } from './call.ts'
import { pagesOf, queryOf } from './query.ts'
import { useAutomationChanges } from './use-automations.ts'

export const useMirrors = () => useQuery(queryOf(listMirrors, {}))

/** null as id: none is asked for. */
export const useMirror = (id: string | null) =>
  useQuery({ ...queryOf(getMirror, { params: { id: id ?? '' } }), enabled: id !== null })

export const useMirrorRuns = (id: string) =>
  useInfiniteQuery(pagesOf(listMirrorRuns, { params: { id }, query: { limit: 100 } }))

/** As many items of a preview as can be had: they are filtered here, for each question reads both registries. */
const limit = 1_000

/**
 * What a mirror would do as the form says it, read from both registries. `id`: of the one that is being changed; null as
 * mirror: nothing is asked. It is not asked again by itself, for the registries have to answer.
 */
export const useMirrorPreview = (mirror: MirrorDefinition | null, id: string | null) =>
  useQuery({
    queryKey: [previewMirrorDraft.id, mirror, id],
    enabled: mirror !== null,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(previewMirrorDraft, {
        body: { mirror: mirror as MirrorDefinition, limit, ...(id === null ? {} : { id }) },
        signal,
      }),
  })

export const useMirrorChanges = () =>
  useAutomationChanges<MirrorDefinition>(
    {
      add: ({ id, definition }) => call(addMirror, { body: { id, ...definition } }),
      change: ({ id, definition, version }) =>
        call(changeMirror, { params: { id }, body: { ...definition, version } }),
      remove: (id) => call(removeMirror, { params: { id } }),
      run: ({ id, dryRun }) => call(runMirror, { params: { id }, body: { dryRun } }),
      take: (yaml) => call(importMirrors, { body: { yaml } }),
    },
    [listMirrors.id, getMirror.id, listMirrorRuns.id],
  )
