import type { RecordedEvent } from '../../run/events/event'

const amiss: ReadonlySet<string> = new Set<RecordedEvent['type']>([
  'tier.recoveryLost',
  'tier.failed',
  'tier.relapsed',
  'incident.classRefused',
  'approval.refused',
  'approval.voided',
  'approval.expired',
  'run.paused',
  'run.abortRequested',
  'run.rollbackStopped',
  'run.abandoned',
  'step.answeredLate',
  'step.commandUnreachable',
  'step.inDoubt',
  'step.unproven',
  'step.barred',
  'step.failed',
  'step.undoFailed',
  'step.skipped',
  'step.takenOver',
  'step.outcomeSettled',
])

/** Whether an entry tells of something no plan wishes for, or of a decision to go on in spite of it. */
export function wentAmiss({ type, payload }: RecordedEvent): boolean {
  if (type === 'incident.decisionRecorded') return payload.kind !== 'note'
  if (type === 'step.commandRefused') return !payload.busy
  return amiss.has(type)
}
