import type { CommandState } from './command-state'

/**
 * A receipt belongs to the newest thing people recorded in an incident. Once somebody recorded a newer one it would be
 * read as being about that, so it goes; what was not recorded stays until the place is pressed again.
 */
export function receiptStands(state: CommandState, newest: number | null): boolean {
  return state.kind !== 'recorded' || newest === null || state.sequence >= newest
}
