import { config } from 'zod'

// Before any schema exists: zod tries out `new Function`, which the pages' policy forbids and reports.
config({ jitless: true })
