import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Lab, LabListener, LabReply, LabRequest } from './contract'
import { obstruction } from './reachability'
import { readRequest, RequestTooLarge } from './read-request'
import { sendReply } from './send-reply'

export interface ServedListener {
  readonly name: string
  /** The listener now behind the port. */
  listener(): LabListener
  url: string
  port: number
  /** Puts another listener behind the port: the lab was reset. */
  replace(listener: LabListener, lab: Lab): void
  /** Resets every open connection, as a region that goes dark does. */
  dropConnections(): void
  close(): Promise<void>
}

/** Serves one listener on 127.0.0.1, on `port` or, when that is absent or busy, on a free one. */
export async function serveListener(listener: LabListener, lab: Lab, port = 0): Promise<ServedListener> {
  const sockets = new Set<Socket>()
  let behind = { listener, lab }
  const server = createServer((incoming, outgoing) => {
    void answer(behind.listener, behind.lab, incoming, outgoing)
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // Without a listener an ECONNRESET of a client that went away would end the lab.
    socket.on('error', () => undefined)
  })
  const bound = await listenOn(server, port)
  return {
    name: listener.name,
    listener: () => behind.listener,
    replace: (nextListener, nextLab) => {
      behind = { listener: nextListener, lab: nextLab }
    },
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    dropConnections: () => {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => {
      if (port === 0 || (error.code !== 'EADDRINUSE' && error.code !== 'EACCES')) return reject(error)
      listenOn(server, 0).then(resolve, reject)
    }
    server.once('error', refuse)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refuse)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

async function answer(
  front: LabListener,
  lab: Lab,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const socket = incoming.socket
  try {
    if (front.route === undefined && obstructed(front, lab, socket)) return
    const request = await readRequest(incoming, gone.signal)
    const listener = front.route?.(request) ?? front
    if (obstructed(listener, lab, socket)) return
    const operation = listener.operation(request)
    const reply = await replyWithFaults(listener, lab, request, operation)
    // The region may have gone dark while the request was being worked on: the effect stands, the reply does not leave.
    if (obstructed(listener, lab, socket)) return
    if (!listener.immune && lab.faults.take('reply-lost', listener.system, listener.region, operation)) {
      socket.resetAndDestroy()
      return
    }
    await sendReply(outgoing, reply, () => obstruction(listener, lab) === null)
  } catch (error) {
    if (gone.signal.aborted) return
    const tooLarge = error instanceof RequestTooLarge
    if (!tooLarge) console.error(`lab: ${front.name} failed on ${incoming.method} ${incoming.url}:`, error)
    if (outgoing.headersSent) socket.destroy()
    else
      await sendReply(outgoing, { status: tooLarge ? 413 : 500, body: { error: tooLarge ? 'too large' : 'lab error' } })
  }
}

async function replyWithFaults(
  listener: LabListener,
  lab: Lab,
  request: LabRequest,
  operation: string,
): Promise<LabReply> {
  if (listener.immune) return listener.handle(request)
  const hit = (kind: 'deny' | 'throttle' | 'slow') => lab.faults.take(kind, listener.system, listener.region, operation)
  if (hit('deny')) return (await listener.refuse?.(request, 'deny')) ?? { status: 403, body: { error: 'denied' } }
  if (hit('throttle')) {
    const plain = { status: 429, headers: { 'retry-after': '1' }, body: { error: 'throttled' } }
    return (await listener.refuse?.(request, 'throttle')) ?? plain
  }
  // Real milliseconds, not scaled: slowness is there to meet the callers' HTTP limits, which are never scaled.
  const slow = hit('slow')
  if (slow) await delay(slow.delayMilliseconds)
  return listener.handle(request)
}

/** True when the request must not be answered; a reset is done here, a hang leaves the socket open and silent. */
function obstructed(listener: LabListener, lab: Lab, socket: Socket): boolean {
  const how = obstruction(listener, lab)
  if (how === 'reset') socket.resetAndDestroy()
  return how !== null
}
