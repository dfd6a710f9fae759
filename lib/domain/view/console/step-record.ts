import type { Verdict } from '../../run/events/facts'
import type { AttemptState, CommandState, RunState, StepState } from '../../run/state'
import { readingValue } from '../format/reading-value'
import type { IncidentInput } from '../incident-input'
import { actorName } from '../names'

/** `unmet` alone reads as a failure while the wait for it goes on. */
const verdictWords: Readonly<Record<Verdict, string>> = { met: 'met', unmet: 'not met yet', unknown: 'unknown' }

export interface OutputLine {
  at: string
  text: string
}

export interface EvidenceLine {
  sequence: number
  text: string
}

/** What the last attempt did and heard, in the order of time. */
export function outputOf(input: IncidentInput, step: StepState): { attempt: number; lines: OutputLine[] } | null {
  const attempt = step.attempts.at(-1)
  if (attempt === undefined) return null
  const lines: OutputLine[] = [
    {
      at: attempt.intended.at,
      text: `${attempt.kind === 'undo' ? 'undo ' : ''}intended by ${actorName(input.persons, attempt.intended.by)}`,
    },
    ...attempt.commands.filter((command) => command.status !== 'intended').map(commandLine),
    ...Object.values(step.judged).map(({ verdict, fact, since }) => ({
      at: since,
      text: `${fact.reading} ${fact.unknown ?? (fact.value === null ? 'nothing' : readingValue(fact.value))}, ${verdictWords[verdict]}`,
    })),
    ...(attempt.ended === null ? [] : [{ at: attempt.ended.mark.at, text: endWords(attempt) }]),
  ]
  return { attempt: attempt.number, lines: lines.sort((a, b) => a.at.localeCompare(b.at)) }
}

function commandLine(command: CommandState): OutputLine {
  const facts = Object.entries(command.facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${String(value)}`)
  const said = [command.code, command.message].filter((one) => one !== null && one !== '')
  return {
    at: command.at,
    text: [`${command.action} ${command.status}`, ...facts, ...said].join(', '),
  }
}

function endWords(attempt: AttemptState): string {
  return attempt.ended === null ? '' : `attempt ${attempt.number} ${attempt.ended.outcome}`
}

/** The journal's numbers behind this step, newest last. */
export function evidenceOf(input: IncidentInput, run: RunState, step: StepState): EvidenceLine[] {
  const name = (by: Parameters<typeof actorName>[1]) => actorName(input.persons, by)
  const lines: EvidenceLine[] = []
  for (const request of Object.values(input.state.requests)) {
    if (request.runId !== run.id || !request.content.steps.some((covered) => covered.step === step.id)) continue
    for (const answer of request.answers)
      lines.push({ sequence: answer.sequence, text: `${answer.answer} by ${name(answer.by)}` })
  }
  for (const attempt of step.attempts) {
    lines.push({
      sequence: attempt.intended.sequence,
      text: `${attempt.kind === 'undo' ? 'undo, ' : ''}attempt ${attempt.number} intended`,
    })
    if (attempt.ended !== null)
      lines.push({ sequence: attempt.ended.mark.sequence, text: `attempt ${attempt.number} ${attempt.ended.outcome}` })
  }
  if (run.pointOfNoReturn?.step === step.id)
    lines.push({ sequence: run.pointOfNoReturn.sequence, text: 'point of no return crossed' })
  for (const decision of input.state.decisions)
    if (decision.runId === run.id && decision.subject === step.id)
      lines.push({ sequence: decision.sequence, text: `accepted: ${decision.statement}` })
  const { skipped, takenOver, attested } = step
  if (skipped !== null)
    lines.push({ sequence: skipped.sequence, text: `skipped by ${name(skipped.by)}: ${skipped.reason}` })
  if (takenOver !== null)
    lines.push({ sequence: takenOver.sequence, text: `taken by ${name(takenOver.by)}: ${takenOver.reason}` })
  if (attested !== null)
    lines.push({ sequence: attested.sequence, text: `attested by ${name(attested.by)}: ${attested.statement}` })
  return lines.sort((a, b) => a.sequence - b.sequence)
}
