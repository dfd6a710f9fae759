import type { AttemptState, CommandState, CommandStatus } from '../state'

/** What can be said only of a command that left or may have left. An intent nobody answered for is not among them. */
export const tellsOfSending: readonly CommandStatus[] = [
  'accepted',
  'in-doubt',
  'partial',
  'in-progress',
  'present',
  'unknown',
]

/** A look says that there is nothing, or not all, for good only once nothing of it can arrive any more. */
export function staysUnsettled(
  kind: AttemptState['kind'],
  before: CommandState,
  status: CommandStatus,
  final: boolean,
): boolean {
  if (status === 'in-doubt' || status === 'unknown') return true
  // Given up after it had left: nothing waits for it, and yet it may arrive.
  if (status === 'unreachable') return before.maybeSent && before.unsettled && !final
  // What its target said yes to may be hidden for a while: a look that does not see it says nothing before that is over.
  // Of an undo nothing to be seen is what was asked for.
  const hidden = kind === 'act' && (before.status === 'accepted' || before.status === 'in-progress')
  const mayCome = before.unsettled || hidden
  return (status === 'absent' || status === 'partial') && mayCome && !final
}
