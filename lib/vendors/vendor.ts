export type VendorType =
  | 'distribution'
  | 'dockerhub'
  | 'ghcr'
  | 'ecr'
  | 'gar'
  | 'acr'
  | 'harbor'
  | 'quay'
  | 'gitlab'
  | 'ncp'
  | 'zot'
  | 'generic'

/** What differs between kinds of registries, as data: the protocol client and the services ask, and know no kind by name. */
export interface Vendor {
  readonly type: VendorType
  readonly label: string
  /** Hosts that are of this kind, by exact suffix of whole labels. */
  readonly hosts: readonly string[]
  /** The `Server`-like name in the answer to `/v2/`, where the kind has one. */
  readonly servers: readonly RegExp[]
  /** false: there is no `_catalog`, and asking is a waste (null: only the registry itself knows). */
  readonly catalog: boolean | null
  /** GETs of manifests count against a pull limit and HEADs do not: look before reading. */
  readonly headBeforeGet: boolean
  /** `DELETE …/manifests/<tag>` untags (null: try it). */
  readonly tagDelete: boolean | null
  /** Who frees the bytes of what was deleted; null: nobody knows of such a registry. */
  readonly collection: Collection | null
}

/** How blobs that nothing holds any more go. */
export type Collection =
  /** By itself, sooner or later. */
  | 'automatic'
  /** `registry garbage-collect` on its machine, while nothing is pushed. */
  | 'distribution'
  /** A job that an administrator of Harbor starts or schedules. */
  | 'harbor'
  /** `gitlab-ctl registry-garbage-collect`, where GitLab is one's own. */
  | 'gitlab'
  /** The service's own affair. */
  | 'service'
