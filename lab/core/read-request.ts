import type { IncomingMessage } from 'node:http'
import type { LabRequest } from './contract'

const bodyLimit = 4 * 1024 * 1024

export class RequestTooLarge extends Error {}

export async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<LabRequest> {
  const target = incoming.url ?? '/'
  const question = target.indexOf('?')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) throw new RequestTooLarge()
    chunks.push(chunk)
  }
  return {
    method: incoming.method ?? 'GET',
    // Signatures cover the path as it was sent, so it is neither decoded nor normalised here.
    path: question === -1 ? target : target.slice(0, question),
    query: new URLSearchParams(question === -1 ? '' : target.slice(question + 1)),
    headers: flatHeaders(incoming),
    body: Buffer.concat(chunks),
    signal,
  }
}

function flatHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
