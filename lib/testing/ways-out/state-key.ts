import { gives } from '@/lib/domain/run/approval'
import type { CommandStatus, IncidentState, RunState, StepState } from '@/lib/domain/run/state'
import { lostProofAcceptance } from '@/lib/domain/run/proofs'
import { isAnsweredFor, mayBeSent, noUndoData, wasInHandFirst, wentWithoutUndo } from '@/lib/domain/run/ready'
import { digestOf } from '@/lib/domain/run/resolve-step'
import { isLive, pendingStep } from '@/lib/domain/run/state'

/**
 * Two states with one key have the same ways on: nothing in it is a time, a name or a count that no rule asks for. Of
 * attempts that have ended, rules ask whether one may have changed anything, and what kind the last one was.
 */
export function stateKey(state: IncidentState, steps: readonly string[]): string {
  const run = state.runs.at(-1)
  if (run === undefined) return 'no run'
  if (!isLive(run)) return run.status
  return JSON.stringify([
    run.status,
    run.paused !== null,
    run.go !== null,
    run.forwardOnly,
    run.goingBack !== null,
    run.pointOfNoReturn !== null,
    run.proposal === null ? null : run.proposal.kind === 'outcome' ? run.proposal.outcome : 'abandon',
    steps.map((id) => [
      ...stepKey(run.steps[id] ?? pendingStep(id)),
      lostProofAcceptance(state, run, id) !== null,
      wentWithoutUndo(state, run, id),
    ]),
    requests(state, run),
    accepted(state, run),
  ])
}

function stepKey(step: StepState): unknown[] {
  const { status, attempts, judged, skipped, takenOver, attested, otherHands, withoutEntry, proof, failure } = step
  const last = attempts.at(-1)
  return [
    status,
    attempts.some(mayBeSent),
    // A look that finds nothing answers for what only silence was heard of.
    attempts.some((attempt) => mayBeSent(attempt) && attempt.commands.some(({ status }) => didSome(status))),
    last?.kind ?? null,
    last === undefined || last.ended !== null ? null : last.commands.map((command) => bears[command.status]),
    Object.values(judged).map(({ verdict }) => verdict === 'met'),
    [skipped, takenOver, attested, otherHands, withoutEntry].map((mark) => mark !== null),
    [isAnsweredFor(step), wasInHandFirst(step)],
    proof?.verdict ?? null,
    failure?.code === noUndoData,
  ]
}

/** What a status means to every rule that asks for one. */
const bears: Readonly<Record<CommandStatus, string>> = {
  intended: 'perhaps',
  'in-doubt': 'perhaps',
  unknown: 'perhaps',
  accepted: 'did',
  present: 'did',
  'in-progress': 'did',
  partial: 'did some',
  unreachable: 'did not, go on',
  refused: 'did not',
  busy: 'did not',
  absent: 'did not',
}

function didSome(status: CommandStatus): boolean {
  return bears[status] === 'did' || bears[status] === 'did some'
}

/** The newest request: how many stand behind it, or how it ended. Who they are makes no difference. */
function requests({ requests: all }: IncidentState, run: RunState): unknown {
  const last = Object.values(all).findLast(({ runId }) => runId === run.id)
  if (last === undefined) return null
  // Whatever ended it, what matters is that something is to be asked again.
  if (last.ended !== null) return ['ended', last.content.undo === true]
  return [
    last.answers.filter(gives).length,
    run.go?.requests.includes(last.id) ?? null,
    last.content.undo === true,
    last.content.steps.every(({ step, generation }) => (generation ?? 0) === (run.steps[step]?.generation ?? 0)),
    digestOf({ ...last.content, steps: [], runId: '' }),
  ]
}

function accepted({ decisions }: IncidentState, run: RunState): string[] {
  return [
    ...new Set(decisions.filter(({ runId }) => runId === run.id).map(({ kind, subject }) => `${kind} ${subject}`)),
  ]
}
