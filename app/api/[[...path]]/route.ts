import { nowhere } from '#lib/server/methods.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nowhere()
