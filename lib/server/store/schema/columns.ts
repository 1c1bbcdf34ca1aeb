import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** Text that sorts by bytes, the same on every server whatever the database's own collation. */
export const textC = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' })

/** A moment, to the millisecond, as `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Bytes past 2 GiB; a JavaScript number is exact up to 8 PiB. */
export const sizeBytes = (name: string) => bigint(name, { mode: 'number' })
