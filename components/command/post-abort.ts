import type { CommandState } from './command-state'
import { refusedState } from './refused-state'

/** Stops a run by a request of its own, which waits behind nothing else that was pressed. */
export async function postAbort(input: Readonly<Record<string, unknown>>): Promise<CommandState> {
  try {
    const response = await fetch('/api/abort', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(15_000),
    })
    const body: unknown = await response.json().catch(() => null)
    const said = body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {}
    if (!response.ok) return said['code'] === 'unavailable' ? { kind: 'unanswered' } : refusedState(said)
    const { sequence, recordedAt, incidentId } = said
    if (typeof sequence !== 'number') return { kind: 'unanswered' }
    return {
      kind: 'recorded',
      sequence,
      recordedAt: typeof recordedAt === 'string' ? recordedAt : '',
      incidentId: typeof incidentId === 'string' ? incidentId : null,
    }
  } catch {
    return { kind: 'unanswered' }
  }
}
