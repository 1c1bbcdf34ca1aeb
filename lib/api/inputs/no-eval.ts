import { config } from 'zod'

// Imported before any schema exists: zod tries out `new Function`, which the pages' policy forbids and reports.
// On the server, which renders what the browser will show, zod may go on as it likes.
if (typeof window !== 'undefined') config({ jitless: true })
