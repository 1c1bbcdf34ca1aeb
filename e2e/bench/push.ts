import type { Topic } from './bench.ts'
import { NotMeasured } from './measurement.ts'

const row = { id: 'push', title: 'a push by notification until the page shows it', bound: '≤ 1 s' }

/** A push to a registry that notifies Portolan, until the row stands in a page that is open. */
export const push: Topic = {
  title: 'Push',
  rows: [row],
  measure: async () => {
    throw new NotMeasured('Portolan does not take notifications of registries yet')
  },
}
