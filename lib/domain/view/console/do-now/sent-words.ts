import type { Runbook, Step } from '../../../plan/schema/runbook'
import { mayBeSent, sentAndUnread } from '../../../run/ready'
import { stepOf, type RunState } from '../../../run/state'
import { utcClock } from '../../format/instant'
import { listWords } from '../../names'

/** What resuming does with steps that were sent before the stop, so that nobody fears they are sent twice; '' where none was. */
export function sentWords(run: RunState, runbook: Runbook): string {
  const sent = sentAndUnread(run, runbook)
  if (sent.length === 0) return ''
  const said = listWords(sent.map((step) => `${step.id} ${sentAt(run, step)}`))
  return ` ${said}, and what became of it is not known yet. Resumed, that is read first: nothing is sent a second time unless it is certainly missing.`
}

export function sentAt(run: RunState, { id }: Step): string {
  const sent = stepOf(run, id).attempts.find(mayBeSent)
  return sent === undefined ? 'was sent' : `was sent ${utcClock(sent.intended.at)}`
}
