/** Run on Node 24 by audit-verify.mjs: over DATABASE_URL, or the database in the data folder, whether Portolan runs or not. */
import { type ChainReport, verifyChain } from '#lib/server/audit/verify-chain.ts'
import { isConfigError } from '#lib/server/config/config.ts'
import { loadDatabaseSettings } from '#lib/server/config/database-settings.ts'
import { openFromOutside } from '#lib/server/store/open-outside.ts'
import { codeOf, isStoreError } from '#lib/server/store/store-error.ts'

const faults = {
  content_changed: 'its content was changed after it was written',
  not_after_the_row_before: 'it does not follow on the row before it, which was changed, put in or moved',
  rows_missing_before: 'rows before it are missing',
} as const

/** Nothing is written, not even migrations: what is verified may be a copy, or of another version. */
async function verify(): Promise<ChainReport> {
  const { client, close } = await openFromOutside(loadDatabaseSettings())
  return verifyChain(client).finally(close)
}

/** A table or a column is not there. */
const holdsNoTrail = (error: unknown) => ['42P01', '42703'].includes(codeOf(error) ?? '')

try {
  const { rows, head, broken } = await verify()
  if (broken) {
    console.error(`The audit trail is broken at row ${broken.id} of ${broken.at}: ${faults[broken.fault]}.`)
    console.error(`The ${rows} rows before it are as they were written.`)
    process.exit(1)
  }
  console.log(`The audit trail is whole: ${rows} rows, each as it was written.`)
  if (head)
    console.log(`Last row ${head.id}, ${head.hash}. Keep this elsewhere, and a cut end can be told, too.`)
} catch (error) {
  if (holdsNoTrail(error)) console.error('This database holds no audit trail that could be verified.')
  else console.error(isConfigError(error) || isStoreError(error) ? error.message : error)
  process.exit(1)
}
