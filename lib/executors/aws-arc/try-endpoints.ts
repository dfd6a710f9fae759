import { ExecutorError } from '@/lib/engine/ports'
import { safeText } from '../fault/safe-text'
import { shareFor, type ArcCall, type ArcEndpoint } from './client'
import type { TimeLimit } from '../transport/time-limit'

export interface EndpointAnswer<R> {
  endpoint: ArcEndpoint
  value: R
}

/**
 * A fault that another endpoint may not have: each has its own clock and its own idea of the states, so a conflict is
 * one's own too. Any other refusal is the same everywhere, and an abort is final.
 */
function mayMove({ kind, code }: ExecutorError): boolean {
  return kind === 'refused' ? code === 'ConflictException' : kind !== 'aborted'
}

/**
 * Asks endpoints in random order until `enough` have answered. Moving on after a lost reply is safe: a read changes
 * nothing, and setting a state again sets the same state. Fewer answers than asked for come back as they are; with
 * none, the fault that leaves the most open is thrown.
 */
export async function tryEndpoints<R>(
  call: ArcCall,
  enough: number,
  ask: (endpoint: ArcEndpoint, limit: TimeLimit) => Promise<R>,
): Promise<EndpointAnswer<R>[]> {
  const order = shuffled(call.binding.endpoints)
  const answers: EndpointAnswer<R>[] = []
  const faults: ExecutorError[] = []
  for (const [index, endpoint] of order.entries()) {
    if (answers.length >= enough) break
    try {
      answers.push({ endpoint, value: await ask(endpoint, shareFor(call, order.length - index)) })
    } catch (error) {
      if (!(error instanceof ExecutorError) || !mayMove(error)) throw error
      faults.push(error)
    }
  }
  if (answers.length > 0) return answers
  throw worst(faults, order.length)
}

function worst(faults: readonly ExecutorError[], endpoints: number): ExecutorError {
  const of = (kind: ExecutorError['kind']) => faults.find((fault) => fault.kind === kind)
  const fault = of('in-doubt') ?? of('busy') ?? of('refused') ?? of('unreachable')
  if (fault === undefined) return new ExecutorError('unreachable', 'no-endpoint', 'no endpoint is bound')
  return new ExecutorError(
    fault.kind,
    fault.code,
    safeText(`none of ${endpoints} endpoints answered: ${fault.message}`),
    fault.requestId,
  )
}

/** Fisher and Yates. Chance spreads load, it decides nothing. */
function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items]
  const result: T[] = []
  while (rest.length > 0) result.push(...rest.splice(Math.floor(Math.random() * rest.length), 1))
  return result
}
