/** `npm run audit:verify`: whether every row of the audit trail is as it was written. Exit code 1 where one is not. */
import { runOnNode24 } from './run-on-node-24.mjs'
import { main } from './terminal.mjs'

main(() => runOnNode24('audit-verify.ts'))
