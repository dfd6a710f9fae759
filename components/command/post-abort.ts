import { refusalCodes } from '@/lib/domain/errors'
import { pressHeader } from '@/lib/domain/view/answer'
import type { CommandState } from './command-state'
import { refusedState } from './refused-state'

/** Longer than the server waits for a connection and a transaction together: its answer is worth more than ours. */
export const abortPatience = 45_000

/** 128 bits, as hex; `randomUUID` is not there on a page without TLS. */
function newPress(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Stops a run by a request of its own, which waits behind nothing else that was pressed. */
export async function postAbort(input: Readonly<Record<string, unknown>>): Promise<CommandState> {
  const press = newPress()
  const state = await post(input, press)
  return state.kind === 'unanswered' ? { ...state, press } : state
}

/** The press goes beside the stop, not in it: a server that does not know of it stops all the same. */
async function post(input: Readonly<Record<string, unknown>>, press: string): Promise<CommandState> {
  try {
    const response = await fetch('/api/abort', {
      method: 'POST',
      headers: { 'content-type': 'application/json', [pressHeader]: press },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(abortPatience),
    })
    const body: unknown = await response.json()
    return abortState(response.ok, body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {})
  } catch {
    return { kind: 'unanswered' }
  }
}

/** Not recorded is what a rule of the console refused; whatever a proxy says, or nobody, leaves it unknown. */
function abortState(ok: boolean, said: Readonly<Record<string, unknown>>): CommandState {
  if (!ok) return refusalCodes.some((code) => code === said['code']) ? refusedState(said) : { kind: 'unanswered' }
  const { sequence, recordedAt, incidentId, byNewer } = said
  if (sequence === null && typeof recordedAt === 'string')
    return { kind: 'registered', recordedAt, byNewer: byNewer === true }
  if (typeof sequence !== 'number') return { kind: 'unanswered' }
  return {
    kind: 'recorded',
    sequence,
    recordedAt: typeof recordedAt === 'string' ? recordedAt : '',
    incidentId: typeof incidentId === 'string' ? incidentId : null,
  }
}
