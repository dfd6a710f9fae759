import type { Facts } from '@/lib/domain/action/resolved'
import { scaleTime } from '@/lib/domain/plan/scale-time'
import { readingFact } from '@/lib/domain/posture/sample'
import { bindingsOf } from '@/lib/domain/run/resolve-step'
import type { ReadingFact } from '@/lib/domain/run/events/facts'
import type { AttemptState } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt } from './attempt'
import { loadAttempt, report } from './attempt'
import type { Judged } from './judge-expectation'
import { Expectation } from './judge-expectation'
import { takeReading } from './take-reading'

/**
 * Watches the step's predicates until all are met, the window of an unproven one ends, or the timeout. An action is
 * done when its predicates about the world hold, never because a call returned.
 */
export async function verifyStep(hands: Hands, number: number): Promise<void> {
  const { ports, step } = hands
  const expectation = new Expectation(step.expect)
  const began = ports.clock.monotonic()
  const known: (string | undefined)[] = []
  if (step.records.length > 0) await recordReadings(hands, number)
  for (;;) {
    const open = await loadAttempt(hands)
    if (open === null || open.attempt.number !== number) return
    if (hands.signal.aborted) return void (await report(hands, number, withdrawn))
    await ports.reach('while-verifying', step.id)
    const judged = await expectation.judge(ports, open.incident, open.run, hands.signal)
    const changed = judged.flatMap(({ verdict, fact }, predicate) =>
      known[predicate] === verdict ? [] : [{ predicate, verdict, fact }],
    )
    for (const { predicate, verdict } of changed) known[predicate] = verdict
    if (changed.length > 0 && !(await report(hands, number, { type: 'judge-predicates', judged: changed }))) return
    if (await conclude(hands, open, judged, ports.clock.monotonic() - began)) return
    await ports.clock.wait(open.incident.environment.pollEvery, hands.signal).catch(() => undefined)
  }
}

const withdrawn = { type: 'withdraw-attempt', reason: 'stopped by abort' } as const

/** True when the attempt has ended. */
async function conclude(hands: Hands, open: OpenAttempt, judged: Judged[], elapsed: number): Promise<boolean> {
  const { step, ports } = hands
  const { attempt, incident } = open
  const scaled = (milliseconds: number) => scaleTime(incident.environment, milliseconds)
  if (judged.every(({ verdict }) => verdict === 'met')) {
    await ports.reach('before-success', step.id)
    await report(hands, attempt.number, { type: 'succeed-step', outputs: outputsOf(attempt) })
    await ports.reach('after-success', step.id)
    return true
  }
  if (step.unproven !== undefined && elapsed >= scaled(step.unproven.after)) {
    await report(hands, attempt.number, { type: 'unprove-step', readings: judged.map(({ fact }) => fact) })
    return true
  }
  if (elapsed < scaled(step.timeout)) return false
  const open_ = step.expect.filter((_, index) => judged[index]?.verdict !== 'met').map((predicate) => predicate.title)
  await report(hands, attempt.number, {
    type: 'fail-step',
    code: 'timeout',
    message: `Not so in time: ${open_.join('; ')}.`,
  })
  return true
}

/** What later steps may refer to: what the commands gave, by name. */
export function outputsOf(attempt: AttemptState): Facts {
  return Object.assign({}, ...attempt.commands.map((command) => command.outputs)) as Facts
}

/** Readings kept as evidence; one that cannot be had is kept as unknown, with its reason. */
async function recordReadings(hands: Hands, number: number): Promise<void> {
  const open = await loadAttempt(hands)
  if (open === null) return
  const { plan, environment, state } = open.incident
  const bindings = bindingsOf(plan, state, open.run)
  const facts = await Promise.all(
    hands.step.records.map(async (id): Promise<ReadingFact[]> => {
      const taken = await takeReading(hands.ports, plan, environment, id, bindings, hands.signal)
      await hands.ports.readings.save(plan.key, environment.name, taken)
      const base = { observedAt: taken.observedAt, source: taken.source, ageMilliseconds: null }
      if (taken.fields === null) return [readingFact(id, { ...base, value: null, unknown: taken.error ?? 'no answer' })]
      return Object.entries(taken.fields).map(([field, value]) =>
        readingFact(`${id}.${field}`, { ...base, value, unknown: null }),
      )
    }),
  )
  await report(hands, number, { type: 'record-readings', readings: facts.flat() })
}
