import { authRoute } from '#lib/server/auth/auth-route.ts'

export const dynamic = 'force-dynamic'

export { authRoute as GET, authRoute as POST }
