import activity from './activity.json' with { type: 'json' }
import automations from './automations.json' with { type: 'json' }
import cleanup from './cleanup.json' with { type: 'json' }
import compare from './compare.json' with { type: 'json' }
import comparisons from './comparisons.json' with { type: 'json' }
import copies from './copies.json' with { type: 'json' }
import deletion from './deletion.json' with { type: 'json' }
import frame from './frame.json' with { type: 'json' }
import imageDiff from './imageDiff.json' with { type: 'json' }
import manifest from './manifest.json' with { type: 'json' }
import mirrors from './mirrors.json' with { type: 'json' }
import overview from './overview.json' with { type: 'json' }
import policies from './policies.json' with { type: 'json' }
import problems from './problems.json' with { type: 'json' }
import registries from './registries.json' with { type: 'json' }
import repositories from './repositories.json' with { type: 'json' }
import search from './search.json' with { type: 'json' }
import signIn from './signIn.json' with { type: 'json' }
import sizes from './sizes.json' with { type: 'json' }
import sync from './sync.json' with { type: 'json' }
import tags from './tags.json' with { type: 'json' }
import ui from './ui.json' with { type: 'json' }

export default {
  activity,
  automations,
  cleanup,
  copies,
  compare,
  comparisons,
  deletion,
  frame,
  imageDiff,
  manifest,
  mirrors,
  overview,
  policies,
  problems,
  registries,
  repositories,
  search,
  signIn,
  sizes,
  sync,
  tags,
  ui,
}
