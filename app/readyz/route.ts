import { readiness } from '#lib/server/readiness.ts'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => readiness(request)
