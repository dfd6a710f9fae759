import { setTimeout as wait } from 'node:timers/promises'
import { localServer, type Answer, type SeenRequest } from './local-server'
import type { Bench } from './promises'

/** What stands in for the real target of a system, on this machine, and can be made to fail. */
export interface StandIn {
  url: string
  /** Changes that were accepted, whether or not their reply was heard. */
  accepted(): number
  fault: Bench['fault']
  close(): Promise<void>
}

/**
 * A target of HTTP and JSON: `answer` does what is asked and replies, `isChange` tells changes from looks. A fault meets
 * the next changes: denied and throttled ones do nothing, a slow one is late, a lost reply is cut off after it was done.
 */
export async function standIn(target: {
  isChange(request: SeenRequest): boolean
  answer(request: SeenRequest): Answer | Promise<Answer>
}): Promise<StandIn> {
  let accepted = 0
  let fault: { kind: Parameters<Bench['fault']>[0]; remaining: number; milliseconds: number } | null = null
  const server = await localServer(async (request) => {
    if (!target.isChange(request)) return target.answer(request)
    const met = fault
    if (met !== null && (met.remaining -= 1) <= 0) fault = null
    if (met?.kind === 'deny') return { status: 403, json: { error: 'denied' } }
    if (met?.kind === 'throttle') return { status: 429, json: { error: 'slow down' } }
    if (met?.kind === 'slow') await wait(met.milliseconds)
    const answer = await target.answer(request)
    accepted += 1
    return met?.kind === 'reply-lost' ? 'reset' : answer
  })
  return {
    url: server.url,
    accepted: () => accepted,
    fault: (kind, remaining, milliseconds = 0) => {
      fault = { kind, remaining: remaining ?? Number.POSITIVE_INFINITY, milliseconds }
    },
    close: () => server.close(),
  }
}
