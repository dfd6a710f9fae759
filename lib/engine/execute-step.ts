import type { Step } from '@/lib/domain/plan/schema/runbook'
import type { RunState, StepState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { isQuiet, loadAttempt, openIn, quietAfter, runIn } from './attempt'
import { isThere } from './look-first'
import { lookUntilKept } from './look-until-kept'
import { moment } from './moment'
import type { Clock, PinnedIncident } from './ports'
import { readProofs, restsOnProofs } from './read-proofs'
import { sendCommands } from './send-commands'
import { settleAttempt, settleAndStop } from './settle-attempt'
import { backOff, timing } from './timing'
import { triesWithoutEffect } from './tries'
import { verifyStep } from './verify-step'

/**
 * Carries one step from its intent to its proof. The invariant: nothing that may change the world is sent before the
 * intent is committed, nor after `sendBefore`, and the step counts as done only when its predicates hold.
 */
export async function executeStep(hands: Hands, known: PinnedIncident): Promise<void> {
  const { ports, step } = hands
  const waited = await leaveAlone(hands, runIn(known.state, hands.runId))
  const incident = waited ? await hands.journal.load() : known
  const lookedAt = new Date(ports.clock.earliest()).toISOString()
  const first = await lookUntilKept(hands, incident)
  await ports.reach('before-intent', step.id)
  const proofs = restsOnProofs(hands, incident) ? { proofs: await readProofs(hands, incident) } : {}
  const asked = moment(ports.clock)
  const intent = await hands.journal.record({
    type: 'intend-step',
    runId: hands.runId,
    step: step.id,
    kind: 'act',
    before: first.before,
    ...proofs,
    ...(first.unkept === null ? {} : { unkept: first.unkept.message }),
    found: first.seen.flatMap((seen, index) => (isThere(seen) ? [index] : [])),
    foundPartly: first.seen.flatMap((seen, index) => (seen?.effect === 'partial' ? [index] : [])),
    lookedAt,
    sendWithinMilliseconds: timing.sendWithin,
    quietAfterMilliseconds: quietAfter(hands, step.commands),
  })
  const times = { asked, answered: moment(ports.clock) }
  if (!intent.ok) return
  await ports.reach('after-intent', step.id)

  // The state the intent was decided in: what is sent is what it says. It may have voided a drifted approval instead.
  const open = openIn(hands, { ...incident, state: intent.state })
  if (open === null) return
  const sent = await sendCommands(hands, open, first, times)
  if (sent === 'ended') return
  if (sent === 'doubtful') return goOn(hands, open.attempt.number)
  if (hands.signal.aborted) return settleAndStop(hands, open.attempt.number)
  await verifyStep(hands, open)
}

/** Takes up an attempt that an earlier holder of the lease left open: observes before anything else. */
export async function resumeAttempt(hands: Hands): Promise<void> {
  const open = await loadAttempt(hands)
  if (open === null || open.attempt.kind !== 'act') return
  await goOn(hands, open.attempt.number)
}

async function goOn(hands: Hands, attempt: number): Promise<void> {
  if (hands.signal.aborted) return settleAndStop(hands, attempt)
  const settled = await settleAttempt(hands, attempt)
  if (settled !== null) await verifyStep(hands, settled)
}

/**
 * A target that was busy is left alone for longer and longer, one that a person took over while a request was on its way
 * until nothing of it can arrive any more, and one that has accepted something for as long as it may hide that: a look
 * before that would prove nothing. `besides` are steps of which nothing may arrive either. True when time has passed.
 */
export async function leaveAlone(hands: Hands, run: RunState, besides: readonly Step[] = []): Promise<boolean> {
  const step = stepOf(run, hands.step.id)
  const last = step.attempts.at(-1)
  if (last?.ended == null) return false
  const { clock } = hands.ports
  const patient = (milliseconds: number) => clock.wait(milliseconds, hands.signal).catch(() => undefined)
  let waited = false
  if (last.commands.some((command) => command.status === 'busy')) {
    const pause = backOff(triesWithoutEffect(step, last.kind))
    await patient(leftOf(pause, last.ended.mark.at, clock.now(), clock))
    waited = true
  }
  const hidden = hiddenFor(hands, step)
  if (hidden > 0) {
    await patient(hidden)
    waited = true
  }
  const mayArrive = [step, ...besides.map(({ id }) => stepOf(run, id))].flatMap(({ id, attempts }) =>
    attempts.filter(({ commands }) => commands.some(({ unsettled }) => unsettled)).map((one) => ({ id, one })),
  )
  while (!hands.signal.aborted && !mayArrive.every(({ id, one }) => isQuiet(hands, id, one))) {
    await patient(timing.look)
    waited = true
  }
  return waited
}

/** Milliseconds for which a look may still not see what was accepted; never more than a target ever hides it. */
function hiddenFor({ ports: { clock, registry } }: Hands, { attempts }: StepState): number {
  const now = clock.earliest()
  const left = attempts.flatMap(({ commands }) =>
    commands
      .filter(({ maybeSent }) => maybeSent)
      .map(({ action, at }) => leftOf(registry.action(action).hidesFor, at, now, clock)),
  )
  return Math.max(0, ...left)
}

/**
 * What is left of a span since `at`. Never more than the span: `at` lies ahead of a clock that was set back. Where the
 * clock was set since then, or this process has not known it since then, it is counted from where it is known.
 */
function leftOf(span: number, at: string, now: number, clock: Pick<Clock, 'evenSince'>): number {
  return Math.min(span, Math.max(Date.parse(at), clock.evenSince()) + span - now)
}
