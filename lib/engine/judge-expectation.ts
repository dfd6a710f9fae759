import { evaluatePredicate } from '@/lib/domain/posture/evaluate-predicate'
import { rhythmOf, type Held } from '@/lib/domain/posture/held'
import type { LatestReading, LatestReadings } from '@/lib/domain/posture/sample'
import { readingPath } from '@/lib/domain/posture/sample'
import { resolvePredicate } from '@/lib/domain/plan/resolve'
import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { Predicate } from '@/lib/domain/plan/schema/predicate'
import { bindingsOf } from '@/lib/domain/run/resolve-step'
import type { ReadingFact, Verdict } from '@/lib/domain/run/events/facts'
import type { RunState } from '@/lib/domain/run/state'
import { finishAll } from './finish-all'
import type { PinnedIncident, Ports } from './ports'
import { takeReading } from './take-reading'

export interface Judged {
  verdict: Verdict
  fact: ReadingFact
  /** True now, whatever it has to hold for; null when unknown. */
  holdsNow: boolean | null
}

/**
 * Watches a list of predicates over fresh readings. Keeps since when each that has to hold has been true without a break
 * or a hole; that memory dies with the process, so after a crash a hold starts anew, and it counts from when we saw it,
 * whatever the source's clock says: late, never early.
 */
export class Expectation {
  private readonly held = new Map<number, Held>()

  constructor(private readonly predicates: readonly Predicate[]) {}

  /**
   * Takes every reading the predicates need once, side by side, and judges them. `kept` is when the readings are
   * stored: nothing that is decided from them has to wait for it.
   */
  async judge(
    ports: Ports,
    incident: PinnedIncident,
    run: RunState | null,
    signal: AbortSignal,
  ): Promise<{ judged: Judged[]; kept: Promise<unknown> }> {
    const { plan, environment, state } = incident
    const bindings = bindingsOf(plan, state, run)
    const ids = [...new Set(this.predicates.map((predicate) => readingPath(predicate.reading).reading))]
    const taken = await finishAll(ids.map((id) => takeReading(ports, plan, environment, id, bindings, signal)))
    const kept = finishAll(taken.map((reading) => ports.readings.save(plan.key, environment.name, reading)))
    // Whoever awaits it hears of a failure; nobody has to.
    kept.catch(() => undefined)
    const now = new Date(ports.clock.now()).toISOString()
    return { judged: this.judgeReadings(incident, run, byId(taken), now), kept }
  }

  judgeReadings(incident: PinnedIncident, run: RunState | null, readings: LatestReadings, now: string): Judged[] {
    const { plan, environment, state } = incident
    const bindings = bindingsOf(plan, state, run)
    return this.predicates.map((predicate, index) => {
      const resolved = resolvePredicate(plan, environment, predicate, bindings)
      if (!resolved.ok) return unresolved(predicate, resolved.message)
      const { reading: id } = readingPath(predicate.reading)
      const reading = plan.readings.find((candidate) => candidate.id === id) ?? { every: 0, maxAge: 0 }
      const operand = { ...predicate, value: resolved.value.value ?? undefined }
      const hold =
        predicate.hold === undefined || predicate.hold === 0
          ? undefined
          : {
              milliseconds: scaleTime(environment, predicate.hold),
              rhythm: rhythmOf(reading, environment),
              before: this.held.get(index) ?? null,
            }
      const { held, ...judgement } = evaluatePredicate(operand, readings, reading.maxAge, now, hold)
      if (held === null) this.held.delete(index)
      else this.held.set(index, held)
      return judgement
    })
  }
}

export function byId(readings: readonly LatestReading[]): LatestReadings {
  return Object.fromEntries(readings.map((reading) => [reading.reading, reading]))
}

function unresolved(predicate: Predicate, why: string): Judged {
  const fact = { reading: predicate.reading, value: null, observedAt: null, source: predicate.reading, unknown: why }
  return { verdict: 'unknown', fact, holdsNow: null }
}
