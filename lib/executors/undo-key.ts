/**
 * The keys of an undo that leaves a trace: that of the act, by which it finds what was sent, and its own, by which its
 * correction is found again. An undo is given its own key, or the act's.
 */
export function undoKeys(idempotencyKey: string): { act: string; undo: string } {
  const act = idempotencyKey.replace(/\/undo$/, '')
  return { act, undo: `${act}/undo` }
}
