import { expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadDatabaseSettings } from './database-settings.ts'

const read = (env: Record<string, string>) => loadDatabaseSettings({ env, cwd: '/srv', isRoot: false })

test('the environment alone says where the database is: a file that cannot be read, or another mistake, is no hindrance', () => {
  expect(read({ PORTOLAN_CONFIG: '/nowhere.yaml', PORT: 'many' })).toEqual({
    dataDir: '/srv/data',
    databaseUrl: null,
  })
  expect(read({ PORTOLAN_DATA_DIR: 'elsewhere', DATABASE_URL: 'postgres://u:p@db/x' })).toEqual({
    dataDir: '/srv/elsewhere',
    databaseUrl: 'postgres://u:p@db/x',
  })
})

test('an address that is none is refused, and not shown', () => {
  const refused = () => read({ DATABASE_URL: 'mysql://u:s3cret@db/x' })
  expect(refused).toThrow(ConfigError)
  expect(refused).toThrow(/DATABASE_URL/)
  expect(refused).not.toThrow(/s3cret/)
})
