import { z } from 'zod'
import type { Permission } from './endpoint.ts'

export const Role = z.enum(['viewer', 'editor', 'administrator'])
export type Role = z.infer<typeof Role>

/** Roles are data, in this one table. */
const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['read'],
  editor: ['read', 'save', 'delete', 'copy'],
  administrator: ['read', 'save', 'delete', 'copy', 'administer'],
}

export const isAllowed = (role: Role, permission: Permission) => permissionsOf[role].includes(permission)
export const allowedTo = (role: Role): readonly Permission[] => permissionsOf[role]
