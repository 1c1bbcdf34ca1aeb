import { z } from 'zod'
import { AutomationId } from '#lib/api/automation-definition.ts'
import { MirrorDefinition } from '#lib/api/mirror-definition.ts'

/** A mirror as the file writes it: as in the API, with its id. */
export const MirrorEntry = z.strictObject({ id: AutomationId, ...MirrorDefinition.shape })

/** The keys that are known at a place of a mirror, for the word that was probably meant. */
export const knownMirrorKeys: readonly { at: RegExp; keys: readonly string[] }[] = (() => {
  const { from, to, tags, schedule } = MirrorDefinition.shape
  return [
    { at: /^mirrors\[\d+\]$/, keys: Object.keys(MirrorEntry.shape) },
    { at: /^mirrors\[\d+\]\.from$/, keys: Object.keys(from.shape) },
    { at: /^mirrors\[\d+\]\.to$/, keys: Object.keys(to.shape) },
    { at: /^mirrors\[\d+\]\.tags$/, keys: Object.keys(tags.unwrap().shape) },
    { at: /^mirrors\[\d+\]\.schedule$/, keys: Object.keys(schedule.unwrap().unwrap().shape) },
  ]
})()
