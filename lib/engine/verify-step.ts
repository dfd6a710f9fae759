import type { Facts } from '@/lib/domain/system/resolved'
import { scaleTime } from '@/lib/domain/plan/scale-time'
import { readingFact } from '@/lib/domain/posture/sample'
import { bindingsOf } from '@/lib/domain/run/resolve-step'
import type { ReadingFact } from '@/lib/domain/run/events/facts'
import type { AttemptState } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { loadAttempt, report } from './attempt'
import { answeredAt, elapsedSince } from './elapsed'
import { finishAll } from './finish-all'
import type { Judged } from './judge-expectation'
import { Expectation } from './judge-expectation'
import { withLimit } from './limit-signal'
import { settleAndStop } from './settle-attempt'
import { takeReading } from './take-reading'

/**
 * Watches the step's predicates until all are met, the window of an unproven one ends, or the timeout. An action is
 * done when its predicates about the world hold, never because a call returned. Both windows are counted from the
 * journal; whoever takes the attempt up when they are over still looks, for as long as what is to hold must hold.
 */
export async function verifyStep(hands: Hands, start: OpenAttempt): Promise<void> {
  const { ports, step, signal } = hands
  const { number } = start.attempt
  const { environment } = start.incident
  const expectation = new Expectation(step.expect)
  const began = ports.clock.monotonic()
  const window = scaleTime(environment, Math.min(step.timeout, step.unproven?.after ?? step.timeout))
  const longest = Math.max(0, ...step.expect.map(({ hold }) => scaleTime(environment, hold ?? 0)))
  /** What is left of the window, and of one good look. */
  const left = (milliseconds: number) =>
    Math.max(
      milliseconds - elapsedSince(hands, open.attempt, answeredAt(open.attempt)),
      longest === 0 ? 0 : began + longest + environment.pollEvery - ports.clock.monotonic(),
    )
  const known: (string | undefined)[] = []
  let open = start
  if (step.records.length > 0) await recordReadings(hands, open)
  for (;;) {
    if (signal.aborted) return settleAndStop(hands, number)
    await ports.reach('while-verifying', step.id)
    const round = ports.clock.monotonic()
    // The journal is asked while the world is: whether the attempt is still open is known when the answers are there.
    const [{ judged, kept }, current] = await finishAll([
      // A reading that hangs must not hold the window open; the first look has its time in any case.
      withLimit(
        ports.clock,
        signal,
        round === began ? window : Math.max(left(window), environment.pollEvery),
        (limit) => expectation.judge(ports, open.incident, open.run, limit),
      ),
      loadAttempt(hands),
    ])
    if (current === null || current.attempt.number !== number) return void (await kept)
    open = current
    // Readings that were cut short by an abort say nothing.
    if (signal.aborted) continue
    const words: Word[] = []
    const changed = judged.flatMap(({ verdict, fact }, predicate) =>
      known[predicate] === verdict ? [] : [{ predicate, verdict, fact }],
    )
    for (const { predicate, verdict } of changed) known[predicate] = verdict
    if (changed.length > 0) words.push({ type: 'judge-predicates', judged: changed })
    const end = ending(hands, open, judged, (milliseconds) => left(milliseconds) <= 0)
    if (end !== null) words.push(end)
    if (end?.type === 'succeed-step') await ports.reach('before-success', step.id)
    const [told] = await finishAll([words.length === 0 || report(hands, number, ...words), kept])
    if (end?.type === 'succeed-step') await ports.reach('after-success', step.id)
    if (end !== null || !told) return
    const now = ports.clock.monotonic()
    const next = Math.min(round + environment.pollEvery, now + Math.max(0, left(window)))
    await ports.clock.wait(Math.max(10, next - now), signal).catch(() => undefined)
  }
}

/** The word that ends the attempt, or null while it goes on. */
function ending(
  hands: Hands,
  open: OpenAttempt,
  judged: readonly Judged[],
  over: (milliseconds: number) => boolean,
): Word | null {
  const { step } = hands
  const scaled = (milliseconds: number) => scaleTime(open.incident.environment, milliseconds)
  if (judged.every(({ verdict }) => verdict === 'met'))
    return { type: 'succeed-step', outputs: outputsOf(open.attempt) }
  if (step.unproven !== undefined && over(scaled(step.unproven.after)))
    return { type: 'unprove-step', readings: judged.map(({ fact }) => fact) }
  if (!over(scaled(step.timeout))) return null
  const unmet = step.expect.filter((_, index) => judged[index]?.verdict !== 'met').map(({ title }) => title)
  return { type: 'fail-step', code: 'timeout', message: `Not proven in time: ${unmet.join('; ')}.` }
}

/** What later steps may refer to: what the commands gave, by name. */
function outputsOf(attempt: AttemptState): Facts {
  return Object.assign({}, ...attempt.commands.map((command) => command.outputs)) as Facts
}

/** Readings kept as evidence; one that cannot be had is kept as unknown, with its reason. */
async function recordReadings(hands: Hands, open: OpenAttempt): Promise<void> {
  const { plan, environment, state } = open.incident
  const bindings = bindingsOf(plan, state, open.run)
  const facts = await finishAll(
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
  await report(hands, open.attempt.number, { type: 'record-readings', readings: facts.flat() })
}
