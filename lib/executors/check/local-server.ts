import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface SeenRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export type Answer =
  | { status?: number; headers?: Record<string, string>; json?: unknown; text?: string }
  /** reset: read, then cut without a reply. hang: never answer. */
  | 'reset'
  | 'hang'

export interface LocalServer {
  url: string
  seen: SeenRequest[]
  close(): Promise<void>
}

/** A small real HTTP server on a free loopback port: tests of executors talk to it over the wire. */
export async function localServer(answer: (request: SeenRequest) => Answer | Promise<Answer>): Promise<LocalServer> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      seen.push(one)
      void Promise.resolve(answer(one)).then((given) => reply(response, given))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    response.socket?.destroy()
    return
  }
  const body = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json))
  const type = answer.text === undefined ? 'application/json' : 'text/plain'
  response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers })
  response.end(body)
}

/** A loopback address where nothing listens: the connection is refused. */
export async function refusingUrl(): Promise<string> {
  const server = await localServer(() => ({}))
  await server.close()
  return server.url
}
