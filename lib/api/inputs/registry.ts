import './no-eval.ts'
import { z } from 'zod'
import { repositoryNamePattern } from '../names.ts'
import { RegistryId } from './registry-id.ts'

export const mostRequestsPerMinute = 100_000

export const registryTypes = [
  'auto',
  'distribution',
  'dockerhub',
  'ghcr',
  'ecr',
  'gar',
  'acr',
  'harbor',
  'quay',
  'gitlab',
  'ncp',
  'zot',
  'generic',
] as const
export const RegistryType = z.enum(registryTypes)
export type RegistryType = z.infer<typeof RegistryType>

const httpUrl = z.url({ protocol: /^https?$/ }).refine((s) => {
  // Refinements run on what is no URL, too; that it is none was said already.
  if (!URL.canParse(s)) return true
  const { username, password, search, hash } = new URL(s)
  return !username && !password && !search && !hash
}, 'must not carry credentials, a query or a fragment')

const Auth = z.object({ username: z.string().min(1).max(256), password: z.string().min(1).max(8192) })
const Tls = z.object({
  ca: z
    .string()
    .max(65536)
    .regex(/-----BEGIN CERTIFICATE-----/, 'must be certificates in PEM form')
    .optional(),
  insecureSkipVerify: z.boolean().optional(),
})

/** As pull commands show it, to be pasted into a shell. */
const PublicHost = z
  .string()
  .max(255)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\/[a-z0-9._/-]+)?$/i,
    'must be a host such as registry.example.com or registry.example.com:5000',
  )
const SyncEverySeconds = z.number().int().min(10).max(604_800).nullable()
const RequestsPerMinute = z.number().int().min(1).max(mostRequestsPerMinute).nullable()
const RepositoryName = z.string().max(255).regex(repositoryNamePattern, 'is not a repository name')

export const RegistryInput = z.strictObject({
  id: RegistryId,
  name: z.string().trim().min(1).max(100),
  url: httpUrl,
  type: RegistryType.default('auto'),
  auth: Auth.nullable().default(null),
  tls: Tls.nullable().default(null),
  publicHost: PublicHost.nullable().default(null),
  readOnly: z.boolean().default(false),
  repositories: z.array(RepositoryName).max(10_000).default([]),
  /** How long after a walk has begun the next one does; null: never by itself. */
  syncEverySeconds: SyncEverySeconds.optional(),
  requestsPerMinute: RequestsPerMinute.optional(),
})
export type RegistryInput = z.infer<typeof RegistryInput>

/** `auth: null` removes the credentials, an absent one keeps them. */
export const RegistryPatch = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  url: httpUrl.optional(),
  type: RegistryType.optional(),
  auth: Auth.nullable().optional(),
  tls: Tls.nullable().optional(),
  publicHost: PublicHost.nullable().optional(),
  readOnly: z.boolean().optional(),
  repositories: z.array(RepositoryName).max(10_000).optional(),
  syncEverySeconds: SyncEverySeconds.optional(),
  requestsPerMinute: RequestsPerMinute.optional(),
})
export type RegistryPatch = z.infer<typeof RegistryPatch>
