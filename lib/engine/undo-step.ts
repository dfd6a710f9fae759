import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import { ancestors } from '@/lib/domain/plan/graph'
import { commandsToUndo } from '@/lib/domain/run/ready'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import type { CommandState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { commandsOf, idempotencyKey, loadAttempt, openIn, quietAfter, report, runIn } from './attempt'
import { leaveAlone } from './execute-step'
import { finishAll } from './finish-all'
import { moment, type IntentTimes } from './moment'
import { SendGate } from './send-gate'
import { forPeople, isPersons, settleUndo } from './settle-undo'
import { lookBack, neverReached, unseen } from './look-back'
import type { Observation, PinnedIncident } from './ports'
import { ExecutorError } from './ports'
import { timing } from './timing'
import { letGo } from './tries'

/**
 * Undoes one step, under an intent of its own. Looks before it sends, as an act does: what is back already is not sent,
 * nor is what an earlier try may have done while that cannot be told. Done only when a look says so.
 */
export async function undoStep(hands: Hands, known: PinnedIncident): Promise<'to-be-looked-over' | undefined> {
  const { ports, step } = hands
  const point = `undo-${step.id}`
  const run = runIn(known.state, hands.runId)
  const { steps } = runbookOf(known.plan, run.runbook)
  const onIt = steps.filter(({ id }) => ancestors(steps, id).has(step.id))
  const waited = await leaveAlone(hands, run, onIt)
  const incident = waited ? await hands.journal.load() : known
  const lookedAt = new Date(ports.clock.earliest()).toISOString()
  const seen = await lookAtAll(hands, incident)
  await ports.reach('before-intent', point)
  const asked = moment(ports.clock)
  const intent = await hands.journal.record({
    type: 'intend-step',
    runId: hands.runId,
    step: step.id,
    kind: 'undo',
    before: {},
    lookedAt,
    sendWithinMilliseconds: timing.sendWithin,
    quietAfterMilliseconds: quietAfter(hands, step.commands),
  })
  const times = { asked, answered: moment(ports.clock) }
  if (!intent.ok) return intent.refusal.code === 'to-be-looked-over' ? 'to-be-looked-over' : undefined
  await ports.reach('after-intent', point)
  const open = openIn(hands, { ...incident, state: intent.state })
  if (open === null) return undefined
  const { number } = open.attempt
  if (isPersons(open, hands)) {
    await report(hands, number, forPeople(hands, open))
    return undefined
  }
  const commands = commandsOf(hands, open.incident, open.run)
  let busy = false
  let doubtful = false
  for (const state of open.attempt.commands) {
    const command = commands[state.index]
    if (command === undefined) continue
    await ports.reach('before-send', point)
    const word = await hands.wire.hold(async () => {
      const answer = await undoCommand(hands, open, state, command, seen.get(state.index) ?? null, times)
      const said = answer.type === 'fail-undo' && doubtful ? besideDoubt(answer) : answer
      await ports.reach('after-reply', point)
      await report(hands, number, said)
      return said
    })
    if (word.type === 'fail-undo') return undefined
    busy ||= word.type === 'refuse-command'
    doubtful ||= word.type === 'doubt-command'
    await ports.reach('after-accepted', point)
  }
  const now = busy ? await loadAttempt(hands) : null
  // Beside a command that may still arrive nothing is let go of: that one is looked after first.
  if (now !== null && !now.attempt.commands.some(({ unsettled }) => unsettled))
    await letGo(hands, now, hands.signal.aborted ? stopped : 'the target was busy; it is tried again')
  else await settleUndo(hands)
  return undefined
}

/** A refusal ends the undo at once, for a person; what left before it may arrive behind their back. */
function besideDoubt<T extends { message: string }>(word: T): T {
  const message = word.message.replace(/\.?$/, '.')
  return { ...word, message: `${message} Another command of it may still arrive: look at the target first.` }
}

/** What was seen of each command just before the intent, by index. Null: it could not be seen. */
async function lookAtAll(hands: Hands, incident: PinnedIncident): Promise<Map<number, Observation | null>> {
  const run = runIn(incident.state, hands.runId)
  const states = commandsToUndo(stepOf(run, hands.step.id))
  const commands = states.length === 0 ? [] : commandsOf(hands, incident, run)
  const looks = await finishAll(
    states.map(async (state) => {
      const command = commands[state.index]
      if (command === undefined) return null
      const seen = await lookBack(hands, incident, state, command, timing.lookFirst).catch(unseen)
      return [state.index, seen] as const
    }),
  )
  return new Map(looks.filter((look) => look !== null))
}

/** Sends one undo, unless a look has spared it, and says what came of it. */
async function undoCommand(
  hands: Hands,
  open: OpenAttempt,
  state: CommandState,
  command: ResolvedCommand,
  seen: Observation | null,
  times: IntentTimes,
): Promise<Word> {
  const executor = hands.ports.registry.action(command.action)
  const on = { command: state.index }
  if (hands.signal.aborted) return { type: 'refuse-command', ...on, ...notSent, message: stopped, requestId: null }
  if (executor.undo === undefined)
    return { type: 'fail-undo', code: 'no-undo', message: `${command.action} has no undo. ${hands.step.rollback}` }
  if (seen?.effect === 'absent' || seen?.effect === 'in-progress')
    return { type: 'observe-command', ...on, ...seen, final: true }
  if (seen === null || seen.effect === 'unknown') {
    if (neverReached(open, hands, command, state.index))
      return { type: 'unreachable-command', ...on, code: 'unreachable', message: neverReachedWords }
    if (triedBefore(open, hands, state.index))
      return { type: 'doubt-command', ...on, reason: 'an earlier try may have undone it; it cannot be seen' }
  }
  const { undo } = executor
  const gate = new SendGate(hands, open, times)
  try {
    const receipt = await gate.send(command, `${idempotencyKey(hands, state.index)}/undo`, (context) =>
      undo(command, state.before, context),
    )
    return { type: 'accept-command', ...on, ...receipt }
  } catch (error) {
    if (!(error instanceof ExecutorError)) throw error
    const { kind, code, message, requestId } = error
    if (gate.heldBack) return { type: 'refuse-command', ...on, ...notSent, message, requestId }
    if (kind === 'busy') return { type: 'refuse-command', ...on, code, message, requestId, busy: true }
    if (kind === 'in-doubt' || kind === 'aborted') return { type: 'doubt-command', ...on, reason: message }
    return { type: 'fail-undo', code, message }
  }
}

const notSent = { code: 'not-sent', busy: true } as const
const stopped = 'not sent: stopped'
const neverReachedWords = 'the act did not reach it, and it cannot be seen'

/** Whether an undo of it left, or may have left, since the step was last done. */
function triedBefore({ run, attempt }: OpenAttempt, hands: Hands, index: number): boolean {
  const { attempts } = stepOf(run, hands.step.id)
  const lastAct = attempts.findLast(({ kind }) => kind === 'act')?.number ?? 0
  return attempts.some(
    ({ number, commands }) =>
      number > lastAct &&
      number < attempt.number &&
      commands.some((command) => command.index === index && (command.maybeSent || command.status === 'intended')),
  )
}
