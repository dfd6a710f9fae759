import type { StepState } from './state'

/** Whether nothing else was said or tried of the step since it was attested. */
export function isNewestWord({ status, attested, takenOver, attempts }: StepState): boolean {
  if (attested === null || status === 'pending' || status === 'taken-over') return false
  const sent = attempts.findLast(({ commands }) => commands.length > 0)?.intended.sequence ?? 0
  return attested.sequence > Math.max(sent, takenOver?.sequence ?? 0)
}
