import type { Actor } from '../../access/actor'
import type { Runbook } from '../../plan/schema/runbook'
import { lostCount } from '../format/lost-count'
import type { IncidentInput } from '../incident-input'
import { fullName, listWords } from '../names'
import { inSentence, plainRegion } from './plain-names'

export interface DecisionLine {
  at: string
  text: string
}

/** Who decided what, newest first, without reasons: those are written for the room and may be full of its words. */
export function decisionLines(input: IncidentInput, runbook: Runbook | null): DecisionLine[] {
  const { state, plan, persons } = input
  const who = (actor: Actor) => (actor.kind === 'person' ? fullName(persons, actor.person) : 'The console')
  const to = runbook === null ? 'the other region' : plainRegion(plan, runbook.to)
  const lines: DecisionLine[] = []
  const { declared } = state
  if (declared !== null) {
    const title = plan.disasterClasses.find((one) => one.id === declared.class)?.title ?? declared.class
    lines.push({ at: declared.at, text: `${who(declared.by)} declared: ${inSentence(title)}.` })
  }
  for (const request of Object.values(state.requests)) {
    const approved = request.answers.filter((answer) => answer.answer === 'approved')
    const last = approved.map((answer) => answer.at).sort()[approved.length - 1]
    if (last !== undefined && request.ended?.as !== 'voided') {
      const names = listWords(approved.map((answer) => fullName(persons, answer.person)))
      lines.push({ at: last, text: `${names} approved${knowing(input, request.id)}.` })
    }
    for (const answer of request.answers.filter((one) => one.answer === 'refused'))
      lines.push({ at: answer.at, text: `${fullName(persons, answer.person)} did not approve.` })
  }
  for (const decision of state.decisions) {
    if (decision.kind === 'accept-unknown-loss')
      lines.push({ at: decision.at, text: `${who(decision.by)} accepted that nobody can tell how much will be lost.` })
    if (decision.kind === 'accept-loss')
      lines.push({ at: decision.at, text: `${who(decision.by)} accepted that more may be lost than was planned for.` })
    if (decision.kind === 'accept-unknown-serving')
      lines.push({ at: decision.at, text: `${who(decision.by)} accepted that nobody can tell which place serves now.` })
    if (decision.kind === 'override-gate')
      lines.push({ at: decision.at, text: `${who(decision.by)} decided to go on although a check does not hold.` })
    if (decision.kind === 'accept-lost-proof')
      lines.push({ at: decision.at, text: `${who(decision.by)} decided to go on without a proof that was lost.` })
    if (decision.kind === 'accept-unproven')
      lines.push({ at: decision.at, text: `${who(decision.by)} decided to go on without a proof that was missing.` })
    if (decision.kind === 'accept-no-undo')
      lines.push({ at: decision.at, text: `${who(decision.by)} decided to go on without a way to take a step back.` })
  }
  for (const run of state.runs) {
    if (run.go !== null) lines.push({ at: run.go.at, text: `${who(run.go.by)} gave GO to move to ${to}.` })
    if (run.abort !== null) lines.push({ at: run.abort.at, text: `${who(run.abort.by)} stopped the move.` })
    if (run.ended?.outcome === 'rolled-back')
      lines.push({ at: run.ended.at, text: 'What had been prepared was taken back.' })
    if (run.ended?.outcome === 'rollback-stopped')
      lines.push({ at: run.ended.at, text: 'Taking back what had been prepared was stopped.' })
    if (run.ended?.outcome === 'abandoned')
      lines.push({ at: run.ended.at, text: 'The move was given up where it stood.' })
  }
  if (state.closed !== null) lines.push({ at: state.closed.at, text: `${who(state.closed.by)} closed the incident.` })
  return lines.sort((a, b) => b.at.localeCompare(a.at))
}

/** The loss the approvers had before them: the figure GO froze for the request it rests on. */
function knowing({ state }: IncidentInput, requestId: string): string {
  const loss = state.runs.find((run) => run.go?.requests.includes(requestId) === true)?.go?.loss
  if (loss === undefined || loss === null || loss.count === null || loss.count === 0) return ''
  return `, knowing ${lostCount(loss, false) ?? ''} could be lost`
}
