'use client'
import { useQuery } from '@tanstack/react-query'
import type { Permission } from '#lib/api/endpoint.ts'
import { getSession } from '#lib/api/session.ts'
import { queryOf } from './query.ts'

/** Who is signed in. */
export const useSession = () => useQuery({ ...queryOf(getSession, {}), staleTime: 5 * 60_000 })

/** Whether whoever is signed in may do this; false until known. The server decides again on every request. */
export const useIsAllowed = (permission: Permission) => useSession().data?.can.includes(permission) ?? false
