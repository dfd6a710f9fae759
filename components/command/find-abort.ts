import type { CommandState } from './command-state'

const patience = 4_000

/** What became of a stop that had no answer: recorded or not; null while that cannot be told. */
export async function findAbort(incidentId: string, press: string): Promise<CommandState | null> {
  try {
    const response = await fetch(`/api/abort?${new URLSearchParams({ incident: incidentId, press }).toString()}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    })
    if (!response.ok) return null
    const { stop } = (await response.json()) as { stop?: { sequence: number | null; recordedAt: string } | null }
    if (stop === undefined) return null
    if (stop === null) return { kind: 'refused', code: 'not-recorded', message: '', missing: [] }
    if (stop.sequence === null) return { kind: 'registered', recordedAt: stop.recordedAt, byNewer: false }
    return { kind: 'recorded', sequence: stop.sequence, recordedAt: stop.recordedAt, incidentId }
  } catch {
    return null
  }
}
