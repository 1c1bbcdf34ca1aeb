import { connect, createServer } from 'node:net'

/** A port of loopback that was free just now. Another process may take it before you do. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/**
 * The address of a registry that is down. Its port lies below the ephemeral range, so that no test server that asks
 * the kernel for a free port comes to live there later.
 */
export async function findDownAddress(): Promise<string> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 5_000)
    if (await isRefused(port)) return `http://127.0.0.1:${port}`
  }
}

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })
}
