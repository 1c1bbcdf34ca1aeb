import { afterEach, expect, test, vi } from 'vitest'
import { signIn, startPortolan } from '../lab/portolan.ts'

afterEach(() => vi.unstubAllEnvs())

test('what stands in the environment of whoever runs the tests does not reach the Portolan under test', async () => {
  for (const [name, value] of Object.entries({
    PORT: '1',
    PORTOLAN_URL: 'https://portolan.example',
    PORTOLAN_CONFIG: '/nowhere/portolan.yaml',
    PORTOLAN_SECRET: 'short',
    DATABASE_URL: 'postgres://127.0.0.1:1/nowhere',
    NEXTAUTH_URL: 'https://portolan.example',
    NODE_OPTIONS: '--require=/nowhere.js',
  }))
    vi.stubEnv(name, value)
  const portolan = await startPortolan()
  try {
    const { json } = await signIn(portolan.url)
    const { items } = await json<{ items: object[] }>('/registries')
    expect(items).toMatchObject([{ id: 'demo', source: 'demo' }])
    expect(portolan.lines.join('\n')).toContain('Store: embedded PostgreSQL')
  } finally {
    await portolan.stop()
  }
})
