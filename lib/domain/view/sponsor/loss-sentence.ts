import type { Runbook } from '../../plan/schema/runbook'
import { lossWords } from '../format/duration'
import { lostCount } from '../format/lost-count'
import type { IncidentInput } from '../incident-input'
import { lossFigure } from '../loss-view'
import { strong, text, type Sentence } from './sentence'

/** What may have to be entered again: as read now, as accepted with GO, then as counted or as it ended. Null: nothing is at stake. */
export function lossSentence(input: IncidentInput, runbook: Runbook | null): Sentence | null {
  const rule = runbook?.loss ?? null
  if (runbook === null || rule === null) return null
  const { noun } = rule
  const { kind, figure } = lossFigure(input, runbook, rule)
  if (kind === 'none')
    return [text('Nothing was moved to another region, so '), strong(`no ${noun}`), text(' were lost by a move.')]
  if (input.state.impact === null) return null
  const measured = kind === 'measured' ? figure : null
  if (figure.milliseconds === null)
    return [text('We cannot tell yet '), strong(`how many ${noun}`), text(' may need to be re-entered.')]
  if (measured !== null && (figure.count === 0 || figure.milliseconds === 0))
    return [strong(`No ${noun}`), text(' were lost.')]
  if (figure.count === null)
    return [text(`The last `), strong(lossWords(figure.milliseconds)), text(` of ${noun} may need to be re-entered.`)]
  if (measured !== null) return [strong(lostCount(figure, true) ?? ''), text(' were lost and need to be re-entered.')]
  return [strong(sentenceStart(lostCount(figure, false) ?? '')), text(' may need to be re-entered.')]
}

function sentenceStart(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}
