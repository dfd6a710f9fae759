import type { ServerResponse } from 'node:http'
import type { LabReply } from './contract'

/** Sends a reply; chunks of a stream are swallowed while `reachable` says that the region does not answer. */
export async function sendReply(
  outgoing: ServerResponse,
  reply: LabReply,
  reachable: () => boolean = () => true,
): Promise<void> {
  const body = encodeBody(reply)
  for (const [name, value] of Object.entries({ ...body.headers, ...lowerCased(reply.headers ?? {}) })) {
    outgoing.setHeader(name, value)
  }
  outgoing.writeHead(reply.status)
  if (!reply.stream) {
    outgoing.end(body.bytes)
    return
  }
  outgoing.flushHeaders()
  await reply.stream((chunk) => {
    if (!outgoing.destroyed && reachable()) outgoing.write(chunk)
  })
  if (!outgoing.destroyed && reachable()) outgoing.end()
}

function encodeBody(reply: LabReply): { bytes: Buffer; headers: Record<string, string> } {
  if (reply.body === undefined) return { bytes: Buffer.alloc(0), headers: lengthOf(reply, 0) }
  if (Buffer.isBuffer(reply.body)) return { bytes: reply.body, headers: lengthOf(reply, reply.body.length) }
  const text = typeof reply.body === 'string'
  const bytes = Buffer.from(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
  const type = text ? 'text/plain; charset=utf-8' : 'application/json'
  return { bytes, headers: { 'content-type': type, ...lengthOf(reply, bytes.length) } }
}

function lengthOf(reply: LabReply, length: number): Record<string, string> {
  return reply.stream || reply.status === 204 ? {} : { 'content-length': String(length) }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
