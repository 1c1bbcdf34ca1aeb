/** How large what is measured is. Bounds are about `full`; `quick` is for trying the bench itself out. */
export interface Scale {
  readonly name: 'full' | 'quick'
  readonly tags: number
  /** How often a repository is opened that was never seen. */
  readonly openings: number
  readonly fleet: { readonly repositories: number; readonly tags: number; readonly sharedImages: number }
  readonly searchTags: number
  readonly searches: number
  readonly policyTags: number
  readonly clicks: number
  readonly pushes: number
  /** How large an image that is copied is, in megabytes, and how often it is done each way. */
  readonly copy: { readonly imageMegabytes: number; readonly rounds: number }
}

export const scales: Readonly<Record<Scale['name'], Scale>> = {
  full: {
    name: 'full',
    tags: 5_000,
    openings: 3,
    fleet: { repositories: 5_000, tags: 50_000, sharedImages: 2_000 },
    searchTags: 1_000_000,
    searches: 300,
    policyTags: 1_000_000,
    clicks: 15,
    pushes: 10,
    copy: { imageMegabytes: 500, rounds: 5 },
  },
  quick: {
    name: 'quick',
    tags: 500,
    openings: 1,
    fleet: { repositories: 300, tags: 3_000, sharedImages: 120 },
    searchTags: 50_000,
    searches: 60,
    policyTags: 50_000,
    clicks: 4,
    pushes: 3,
    copy: { imageMegabytes: 50, rounds: 2 },
  },
}
