import type { RecordedEvent } from '../events/event'
import type {
  AttemptState,
  CommandState,
  CommandStatus,
  IncidentState,
  RunState,
  StepState,
  StepStatus,
} from '../state'
import { proofVerdict } from '../proofs'
import { staysUnsettled, tellsOfSending } from './unsettled'
import { currentAttempt, isLive } from '../state'
import { ImpossibleHistory, mark, openAttempt, runIn, stepIn } from './impossible'

export function applyStep(draft: IncidentState, event: RecordedEvent): void {
  const run = runIn(draft, event as RecordedEvent & { payload: { runId: string } })
  // What a target answers is heard whatever became of the run.
  if (!isLive(run) && event.type !== 'step.answeredLate') throw new ImpossibleHistory(event, `run ${run.id} has ended`)
  switch (event.type) {
    case 'step.intended':
      return intend(run, event)
    case 'step.commandAccepted': {
      const { requestId, facts, outputs } = event.payload
      setCommand(run, event, { status: 'accepted', requestId, facts, outputs })
      return
    }
    case 'step.commandRefused': {
      const { code, message, requestId, busy } = event.payload
      setCommand(run, event, { status: busy ? 'busy' : 'refused', code, message, requestId })
      return
    }
    case 'step.fellQuiet': {
      const attempt = stepIn(run, event.payload.step).attempts.find((one) => one.number === event.payload.attempt)
      if (attempt === undefined || attempt.ended === null)
        throw new ImpossibleHistory(event, 'the attempt has not ended')
      attempt.quietAt = event.at
      return
    }
    case 'step.answeredLate':
      return answerLate(run, event)
    case 'step.commandUnreachable':
      setCommand(
        run,
        event,
        { status: 'unreachable', code: event.payload.code, message: event.payload.message },
        event.payload.final,
      )
      return
    case 'step.inDoubt':
      setCommand(run, event, { status: 'in-doubt', message: event.payload.reason })
      return
    case 'step.observed': {
      const { effect, facts, outputs, detail, final } = event.payload
      setCommand(run, event, { status: effect, facts, outputs, message: detail }, final)
      return
    }
    case 'step.judged': {
      const { step } = openAttempt(run, event)
      const { predicate, verdict, fact } = event.payload
      step.judged[predicate] = { verdict, fact, since: event.at }
      return
    }
    case 'step.recorded': {
      const { step } = openAttempt(run, event)
      step.recorded = event.payload.readings
      return
    }
    case 'step.succeeded': {
      const { step } = endAttempt(run, event, 'succeeded')
      step.status = 'succeeded'
      step.outputs = event.payload.outputs
      step.endedAt = event.at
      step.otherHands = null
      return
    }
    case 'step.countedDone': {
      const step = stepIn(run, event.payload.step)
      if (step.status !== 'failed' || step.proof?.verdict !== 'met')
        throw new ImpossibleHistory(event, 'it did not come true')
      step.status = 'succeeded'
      step.outputs = event.payload.outputs
      step.endedAt = event.at
      step.failure = null
      step.proof = null
      return
    }
    case 'step.proofJudged': {
      const step = stepIn(run, event.payload.step)
      if (currentAttempt(step) !== null) throw new ImpossibleHistory(event, 'an attempt is open')
      const { verdict, broken, readings, reason } = event.payload
      const before = proofVerdict(step)
      const worseSince =
        step.proof !== null && before === 'unmet' && verdict === 'unknown' ? step.proof.worseSince : event.sequence
      step.proof = { ...mark(event), verdict, broken, readings, reason, worseSince }
      return
    }
    case 'step.unproven': {
      const { step } = endAttempt(run, event, 'unproven')
      step.status = 'unproven'
      step.endedAt = event.at
      return
    }
    case 'step.failed': {
      const { step } = endAttempt(run, event, 'failed')
      step.status = 'failed'
      step.failure = { code: event.payload.code, message: event.payload.message }
      step.endedAt = event.at
      return
    }
    case 'step.withdrawn': {
      const { step, attempt } = endAttempt(run, event, 'withdrawn')
      step.status = attempt.kind === 'undo' ? statusBeforeUndo(step) : 'pending'
      return
    }
    case 'step.undone': {
      const { step } = endAttempt(run, event, 'undone')
      step.status = 'undone'
      step.endedAt ??= event.at
      step.otherHands = null
      step.inHandSince = null
      return
    }
    case 'step.undoFailed': {
      const { step } = endAttempt(run, event, 'undo-failed')
      step.status = 'undo-failed'
      step.failure = { code: event.payload.code, message: event.payload.message }
      return
    }
    case 'step.barred': {
      const step = stepIn(run, event.payload.step)
      if (currentAttempt(step) !== null) throw new ImpossibleHistory(event, 'an attempt is still open')
      step.status = 'failed'
      step.failure = { code: event.payload.code, message: event.payload.message }
      return
    }
    case 'step.retryRequested': {
      const step = stepIn(run, event.payload.step)
      if (currentAttempt(step) !== null) throw new ImpossibleHistory(event, 'an attempt is still open')
      step.status = 'pending'
      step.generation += 1
      step.failure = null
      step.takenOver = null
      step.proof = null
      // Asked for again: whether it is in the world is looked at anew, before anything more is taken back.
      if (step.withoutEntry !== null) run.lookedOver = null
      step.withoutEntry = null
      return
    }
    case 'step.skipped': {
      const step = stepIn(run, event.payload.step)
      if (currentAttempt(step) !== null) throw new ImpossibleHistory(event, 'an attempt is still open')
      step.status = 'skipped'
      step.skipped = { ...mark(event), reason: event.payload.reason }
      step.endedAt = event.at
      return
    }
    case 'step.takenOver': {
      const step = stepIn(run, event.payload.step)
      const attempt = currentAttempt(step)
      if (attempt !== null) attempt.ended = { mark: mark(event), outcome: 'withdrawn' }
      step.status = 'taken-over'
      step.startedAt ??= event.at
      step.takenOver = { ...mark(event), reason: event.payload.reason }
      step.otherHands = mark(event)
      step.inHandSince ??= mark(event)
      return
    }
    case 'step.attested': {
      const step = stepIn(run, event.payload.step)
      if (step.status !== 'taken-over') throw new ImpossibleHistory(event, 'nobody took the step over')
      step.status = 'attested'
      step.attested = { ...mark(event), statement: event.payload.statement }
      return
    }
    default:
      throw new ImpossibleHistory(event, 'not an event of a step')
  }
}

/** What an attempt of before an intent said it could take to be quiet: the request's deadline and the clocks' error. */
const quietUnsaid = 4_250

function intend(run: RunState, event: RecordedEvent & { type: 'step.intended' }): void {
  const { attempt: number, kind, digest, commands, sendBefore } = event.payload
  const quietAt = event.payload.quietAt ?? new Date(Date.parse(sendBefore) + quietUnsaid).toISOString()
  const step = stepIn(run, event.payload.step)
  if (currentAttempt(step) !== null) throw new ImpossibleHistory(event, 'an attempt is still open')
  const moves = kind === 'undo' ? run.status === 'rolling-back' : run.status === 'arming' || run.status === 'going'
  if (!moves) throw new ImpossibleHistory(event, `the run is ${run.status}`)
  if (number !== step.attempts.length + 1) throw new ImpossibleHistory(event, `attempt ${number} is out of order`)
  const fresh: AttemptState = {
    number,
    kind,
    digest,
    sendBefore,
    quietAt,
    intended: mark(event),
    commands: commands.map((command) => ({
      ...command,
      status: 'intended',
      maybeSent: false,
      unsettled: true,
      requestId: null,
      code: null,
      message: null,
      facts: {},
      outputs: {},
      at: event.at,
    })),
    ended: null,
  }
  step.attempts.push(fresh)
  if (event.payload.loss !== undefined) run.lossAtAct = event.payload.loss
  step.status = kind === 'undo' ? 'undoing' : 'running'
  step.startedAt = kind === 'act' && step.startedAt === null ? event.at : step.startedAt
  step.failure = null
  step.proof = null
  if (kind === 'undo') return
  // Its time is that of the act; taking it back later makes it no longer.
  step.endedAt = null
  step.judged = {}
}

function setCommand(
  run: RunState,
  event: RecordedEvent & { payload: { step: string; attempt: number; command: number } },
  change: Partial<CommandState> & { status: CommandStatus },
  final?: boolean,
): void {
  const { step, attempt } = openAttempt(run, event)
  const command = attempt.commands.find((candidate) => candidate.index === event.payload.command)
  if (command === undefined) throw new ImpossibleHistory(event, `the intent has no command ${event.payload.command}`)
  const maybeSent = command.maybeSent || tellsOfSending.includes(change.status)
  const isFinal = final ?? event.at >= attempt.quietAt
  const unsettled = staysUnsettled(attempt.kind, command, change.status, isFinal)
  // What was held back before it was sent is known to be absent without a look: that says nothing of an earlier try.
  const looked = command.status !== 'intended'
  if (attempt.kind === 'act' && change.status === 'absent' && isFinal && looked)
    settleEarlier(step, attempt.number, command.index, event.at)
  Object.assign(command, change, { maybeSent, unsettled, at: event.at })
  // Nothing of it anywhere, looked at after whoever had it gave it back: what was sent of each since is all there was.
  if (
    attempt.kind === 'act' &&
    attempt.commands.every((one) => one.status === 'absent' && !one.unsettled && one.maybeSent)
  )
    step.otherHands = null
  const doubtful = attempt.commands.some((c) => c.status === 'in-doubt' || c.status === 'unknown')
  if (attempt.kind === 'act') step.status = doubtful ? 'in-doubt' : 'running'
}

/** The attempt has ended and stays as it ended; what is known of its command is what its target said. */
function answerLate(run: RunState, event: RecordedEvent & { type: 'step.answeredLate' }): void {
  const { step, attempt: number, command: index, accepted, requestId, facts, outputs, code, message } = event.payload
  const attempt = stepIn(run, step).attempts.find((one) => one.number === number)
  if (attempt === undefined || attempt.ended === null) throw new ImpossibleHistory(event, 'the attempt has not ended')
  const command = attempt.commands.find((one) => one.index === index)
  if (command === undefined) throw new ImpossibleHistory(event, `the intent has no command ${index}`)
  const heard = accepted ? { status: 'accepted' as const, maybeSent: true } : { status: 'refused' as const }
  Object.assign(command, { ...heard, unsettled: false, requestId, facts, outputs, code, message, at: event.at })
}

/** Of what only silence was heard; what was accepted or seen was no doubt. */
const heardNothing: readonly CommandStatus[] = ['intended', 'in-doubt', 'unknown', 'unreachable', 'absent']

/** A final look that finds nothing answers for every earlier try of the command that could not arrive any more. */
function settleEarlier(step: StepState, before: number, index: number, at: string): void {
  const earlier = step.attempts.filter(
    ({ kind, number, quietAt }) => kind === 'act' && number < before && quietAt <= at,
  )
  for (const command of earlier.flatMap(({ commands }) => commands))
    if (command.index === index && heardNothing.includes(command.status))
      Object.assign(command, { status: 'absent', unsettled: false })
}

function endAttempt(
  run: RunState,
  event: RecordedEvent & { payload: { step: string; attempt: number } },
  outcome: NonNullable<AttemptState['ended']>['outcome'],
) {
  const open = openAttempt(run, event)
  const undoes = outcome === 'undone' || outcome === 'undo-failed'
  if (outcome !== 'withdrawn' && undoes !== (open.attempt.kind === 'undo'))
    throw new ImpossibleHistory(event, `the attempt was no ${undoes ? 'undo' : 'act'}`)
  open.attempt.ended = { mark: mark(event), outcome }
  return open
}

/** An undo that was let go of leaves the step as its last act, or the person who skipped it, left it. */
function statusBeforeUndo(step: StepState): StepStatus {
  if (step.skipped !== null) return 'skipped'
  const outcome = step.attempts.findLast(({ kind }) => kind === 'act')?.ended?.outcome
  return outcome === 'succeeded' || outcome === 'unproven' || outcome === 'failed' ? outcome : 'pending'
}
