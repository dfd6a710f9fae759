import { createServer } from 'node:net'

/** A port of 127.0.0.1 that is free now: the first one from `from` on, or any. */
export async function findFreePort(from?: number): Promise<number> {
  if (from === undefined) return listenOnce(0)
  for (let port = from; port < Math.min(from + 100, 65_536); port += 1) {
    const free = await listenOnce(port).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return null
      throw error
    })
    if (free !== null) return free
  }
  throw new Error(`no free port from ${from} to ${from + 99}`)
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
