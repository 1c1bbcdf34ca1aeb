import { z } from 'zod'
import { ActivityEvent } from '#lib/api/activity.ts'
import { AuditEntry } from '#lib/api/audit.ts'
import { Freshness } from '#lib/api/common.ts'
import type { Endpoint } from '#lib/api/endpoint.ts'
import { RegistryHook } from '#lib/api/hooks.ts'
import { Change } from '#lib/api/live.ts'
import { Child, Config, HistoryStep, Layer, Manifest, PullCommand, Referrer } from '#lib/api/manifests.ts'
import { Problem } from '#lib/api/problem.ts'
import { Capabilities, Registry, RegistryStatus } from '#lib/api/registries.ts'
import { Repository } from '#lib/api/repositories.ts'
import { Session } from '#lib/api/session.ts'
import { Platform, Tag, TagDeletion, TagDeletionPreview } from '#lib/api/tags.ts'

/** The shapes that have a name of their own in the document. */
const named: Readonly<Record<string, z.ZodType>> = {
  ActivityEvent,
  AuditEntry,
  Capabilities,
  Change,
  Child,
  Config,
  Freshness,
  HistoryStep,
  Layer,
  Manifest,
  Platform,
  Problem,
  PullCommand,
  Referrer,
  Registry,
  RegistryHook,
  RegistryStatus,
  Repository,
  Session,
  Tag,
  TagDeletion,
  TagDeletionPreview,
}

type Json = Record<string, unknown>

/** All shapes under `components/schemas`, referring to one another, and where each answer is among them. */
export function namedSchemas(endpoints: readonly Endpoint[]) {
  const registry = z.registry<{ id: string }>()
  const names = new Map<z.ZodType, string>()
  const add = (schema: z.ZodType, id: string) => {
    if (names.has(schema)) return
    names.set(schema, id)
    registry.add(schema, { id })
  }
  for (const [id, schema] of Object.entries(named)) add(schema, id)
  for (const { id, response, produces, successStatus } of endpoints) {
    if (produces === 'json' && successStatus !== 204)
      add(response, `${id[0]?.toUpperCase()}${id.slice(1)}Response`)
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  })
  return {
    refTo: (schema: z.ZodType): Json | null => {
      const id = names.get(schema)
      return id === undefined ? null : { $ref: `#/components/schemas/${id}` }
    },
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([id, { $schema: _, $id: __, ...rest }]) => [id, rest as Json]),
    ),
  }
}
