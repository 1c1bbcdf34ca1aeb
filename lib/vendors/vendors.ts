import type { Vendor } from './vendor.ts'

const base = {
  hosts: [],
  servers: [],
  catalog: null,
  headBeforeGet: false,
  tagDelete: null,
  collection: null,
} satisfies Partial<Vendor>

/** In the order in which `auto` asks them. */
export const vendors: readonly Vendor[] = [
  // https://docs.docker.com/docker-hub/usage/pulls/ : a pull is a GET of a manifest.
  {
    ...base,
    type: 'dockerhub',
    label: 'Docker Hub',
    hosts: ['registry-1.docker.io', 'index.docker.io', 'docker.io'],
    catalog: false,
    headBeforeGet: true,
    collection: 'service',
  },
  {
    ...base,
    type: 'ghcr',
    label: 'GitHub Container Registry',
    hosts: ['ghcr.io'],
    catalog: false,
    collection: 'service',
  },
  {
    ...base,
    type: 'ecr',
    label: 'Amazon ECR',
    hosts: ['amazonaws.com', 'public.ecr.aws'],
    catalog: false,
    collection: 'service',
  },
  {
    ...base,
    type: 'gar',
    label: 'Google Artifact Registry',
    hosts: ['pkg.dev', 'gcr.io'],
    collection: 'service',
  },
  { ...base, type: 'acr', label: 'Azure Container Registry', hosts: ['azurecr.io'], collection: 'service' },
  { ...base, type: 'quay', label: 'Quay', hosts: ['quay.io'], collection: 'automatic' },
  { ...base, type: 'gitlab', label: 'GitLab', hosts: ['registry.gitlab.com'], collection: 'gitlab' },
  {
    ...base,
    type: 'ncp',
    label: 'NAVER Cloud Container Registry',
    hosts: ['ncr.ntruss.com'],
    collection: 'service',
  },
  { ...base, type: 'harbor', label: 'Harbor', servers: [/harbor/i], collection: 'harbor' },
  { ...base, type: 'zot', label: 'zot', servers: [/zot/i], tagDelete: true, collection: 'automatic' },
  { ...base, type: 'distribution', label: 'CNCF Distribution', collection: 'distribution' },
]

const generic: Vendor = { ...base, type: 'generic', label: 'OCI registry' }

/** Whether a host is the suffix itself or a label below it: `x.amazonaws.com.attacker.example` is not AWS. */
export const isHostOf = (host: string, suffix: string) => host === suffix || host.endsWith(`.${suffix}`)

/** The vendor of a registry: the configured one, or for `auto` what its host and its answer to `/v2/` tell. */
export function vendorOf(
  configuredType: string,
  url: string,
  answer?: { version: string | null; server: string | null },
): Vendor {
  if (configuredType !== 'auto') return vendors.find((v) => v.type === configuredType) ?? generic
  const host = new URL(url).hostname
  const byHost = vendors.find((v) => v.hosts.some((suffix) => isHostOf(host, suffix)))
  if (byHost) return byHost
  const server = answer?.server ?? ''
  const byServer = vendors.find((v) => v.servers.some((pattern) => pattern.test(server)))
  return byServer ?? generic
}
