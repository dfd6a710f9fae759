import type { Predicate } from '../../plan/schema/predicate'
import type { Step } from '../../plan/schema/runbook'
import { compare, evaluatePredicate } from '../../posture/evaluate-predicate'
import { readingPath } from '../../posture/sample'
import { resolvePredicate } from '../../plan/resolve'
import type { ReadingFact, Verdict } from '../../run/events/facts'
import { bindingsOf } from '../../run/resolve-step'
import type { RunState, StepState } from '../../run/state'
import { stepOf } from '../../run/state'
import { stepTime } from '../format/duration'
import { readingValue } from '../format/reading-value'
import { scaleTime } from '../../plan/scale-time'
import type { IncidentInput } from '../incident-input'
import type { StatusKind } from './step-words'

/** One row of "Done when": the fact, as it was last read, and whether it holds. */
export interface DoneWhenRow {
  title: string
  /** The last value in words; null when there never was one. */
  value: string | null
  /** Why the value may not be relied on; null if it may. */
  unknown: string | null
  source: string
  observedAt: string | null
  /** From when on the value is too old to say anything; null for what a finished step was judged by. */
  staleAt: string | null
  status: StatusKind
  word: string
  /** Of what holds now and has to for a while: for how long, milliseconds, and since when it has; null: nobody knows. */
  holding?: { since: string | null; milliseconds: number }
}

/** When a fact of a reading is older than its own `maxAge`. */
export function staleAt(observedAt: string | null, maxAge: number): string | null {
  return observedAt === null ? null : new Date(Date.parse(observedAt) + maxAge).toISOString()
}

/**
 * The expectation of a step. One that succeeded shows the readings it was judged by; any other, an unproven one and one
 * that no longer holds too, what is read now, since somebody still has to decide on it.
 */
export function doneWhen(input: IncidentInput, run: RunState | null, step: Step): DoneWhenRow[] {
  const current = run === null ? null : stepOf(run, step.id)
  const lost = current?.proof != null && current.proof.verdict !== 'met'
  const finished = current?.status === 'succeeded' && !lost
  const unproven = current?.status === 'unproven' || lost
  const working = current !== null && current.startedAt !== null
  return step.expect.map((predicate, index) => {
    const judged = current?.judged[index]
    if (finished && judged !== undefined)
      return row(predicate, judged.fact, null, status(judged.verdict, true, working))
    const live = judgeNow(input, run, predicate)
    const held = predicate.hold === undefined ? null : scaleTime(input.environment, predicate.hold)
    const verdict =
      predicate.hold === undefined || live.verdict === 'unknown' ? live.verdict : (judged?.verdict ?? 'unmet')
    const shown = row(predicate, live.fact, live.maxAge, status(verdict, unproven, working))
    if (held === null || verdict !== 'unmet' || live.holdsNow !== true) return shown
    const holding = { since: heldSince(input, run, predicate, judged), milliseconds: held }
    return { ...shown, holding, status: 'running', word: holdingWord(holding, Date.parse(input.now)) }
  })
}

/** `0:03 of 30:00`: how long it has held of how long it has to. */
export function holdingWord({ since, milliseconds }: NonNullable<DoneWhenRow['holding']>, now: number): string {
  if (since === null) return `holds, ${stepTime(milliseconds)} needed`
  const held = Math.min(milliseconds, Math.max(0, now - Date.parse(since)))
  return `${stepTime(held)} of ${stepTime(milliseconds)}`
}

/** The first look of an attempt is on record, with what it read; where that did not hold, nothing says when it began to. */
function heldSince(
  { plan, environment, state }: IncidentInput,
  run: RunState | null,
  predicate: Predicate,
  judged: StepState['judged'][number] | undefined,
): string | null {
  if (judged === undefined || judged.fact.unknown !== null) return null
  const resolved = resolvePredicate(plan, environment, predicate, bindingsOf(plan, state, run))
  const { operator, value } = resolved.ok ? resolved.value : predicate
  return compare(operator, judged.fact.value, value) ? judged.since : null
}

/** A gate's checks, read now. */
export function checkRows(input: IncidentInput, checks: readonly Predicate[]): DoneWhenRow[] {
  return checks.map((predicate) => {
    const { verdict, fact, maxAge } = judgeNow(input, null, predicate)
    return row(predicate, fact, maxAge, status(verdict, false, false))
  })
}

/** The same checks as a gate was judged by: a reading of each, in their order; those that were never read are left out. */
export function judgedRows(
  { plan, environment, state }: IncidentInput,
  checks: readonly Predicate[],
  readings: readonly ReadingFact[],
): DoneWhenRow[] {
  return checks.flatMap((predicate, index) => {
    const fact = readings[index]
    if (fact === undefined) return []
    const resolved = resolvePredicate(plan, environment, predicate, bindingsOf(plan, state, null))
    const { operator, value } = resolved.ok ? resolved.value : predicate
    const verdict = fact.unknown !== null ? 'unknown' : compare(operator, fact.value, value) ? 'met' : 'unmet'
    return [row(predicate, fact, null, status(verdict, true, false))]
  })
}

function judgeNow(input: IncidentInput, run: RunState | null, predicate: Predicate) {
  const { plan, environment, readings, state, now } = input
  const resolved = resolvePredicate(plan, environment, predicate, bindingsOf(plan, state, run))
  const maxAge = plan.readings.find(({ id }) => id === readingPath(predicate.reading).reading)?.maxAge ?? 0
  return { ...evaluatePredicate(resolved.ok ? resolved.value : predicate, readings, maxAge, now), maxAge }
}

function row(
  predicate: Predicate,
  fact: ReadingFact,
  maxAge: number | null,
  [kind, word]: [StatusKind, string],
): DoneWhenRow {
  return {
    title: predicate.title,
    value: fact.value === null ? null : readingValue(fact.value),
    unknown: fact.unknown,
    source: fact.source,
    observedAt: fact.observedAt,
    staleAt: maxAge === null ? null : staleAt(fact.observedAt, maxAge),
    status: kind,
    word,
  }
}

/** What is not met yet is waiting while nothing works on it and running while something does; never red before it fails. */
function status(verdict: Verdict, judged: boolean, working: boolean): [StatusKind, string] {
  if (verdict === 'met') return ['ok', 'met']
  if (verdict === 'unknown') return ['unknown', 'unknown']
  if (judged) return ['breached', 'not met']
  return working ? ['running', 'not yet'] : ['waiting', 'not yet']
}
