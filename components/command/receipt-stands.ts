import type { CommandState } from './command-state'

/**
 * What became of a press belongs to what was pressed: beside another question it would be read as being about that. A
 * receipt goes, too, once somebody recorded a newer thing in the incident.
 */
export function receiptStands(state: CommandState, asked: { pressed: string; now: string }, newest: number | null) {
  if (state.kind === 'recording') return true
  if (asked.pressed !== asked.now) return false
  return state.kind !== 'recorded' || newest === null || state.sequence >= newest
}
