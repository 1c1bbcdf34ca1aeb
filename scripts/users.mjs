/** `npm run users -- …`: who may sign in, and as what. Exit code 1 when it is refused, 2 when it was typed wrongly. */
import { runOnNode24 } from './run-on-node-24.mjs'
import { main } from './terminal.mjs'

main(() => runOnNode24('users.ts', process.argv.slice(2)))
