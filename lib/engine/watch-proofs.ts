import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { atFirst, calmVerdict, hole, wanted, type Calm } from '@/lib/domain/posture/calm-verdict'
import { leastEvery } from '@/lib/domain/posture/held'
import { readingPath } from '@/lib/domain/posture/sample'
import type { Verdict } from '@/lib/domain/run/events/facts'
import { lateSteps, proofVerdict, watchedProofs } from '@/lib/domain/run/proofs'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { currentRun, stepOf, type RunState } from '@/lib/domain/run/state'
import { Expectation, type Judged } from './judge-expectation'
import type { IncidentJournal, PinnedIncident, Ports } from './ports'
import { proofOf } from './read-proofs'
import { sharedController } from './shared-controller'

/** What is remembered of one proof between two looks; it dies with the process, and begins anew with each attempt. */
interface Watched {
  expectation: Expectation
  dueAt: number
  /** By predicate, how often in a row it was seen to hold, or not to. */
  inARow: { holds: boolean; times: number }[]
  /** By predicate, when it was last told, by this process's own time. */
  toldAt: number[]
  calm: Calm
}

/**
 * Reads on what is proven and later steps rest on, and what timed out and may still come true, until the run ends. One
 * look is no news: it is confirmed by a second, and silence is unknown once the last answer is too old. A proof that
 * comes back is believed as a gate is.
 */
export class ProofWatch {
  private readonly watched = new Map<string, Watched>()
  private readonly inHand = new Map<string, Promise<void>>()
  private readonly stopped = sharedController()

  constructor(
    private readonly ports: Ports,
    private readonly journal: IncidentJournal,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Takes up whatever is due, side by side: a target that hangs holds up no other proof. */
  look(incident: PinnedIncident): void {
    const run = currentRun(incident.state)
    if (run === null) return
    const runbook = runbookOf(incident.plan, run.runbook)
    const steps = [...watchedProofs(incident.state, run, runbook), ...lateSteps(run, runbook)]
    const keys = new Set(steps.map((step) => keyOf(run, step)))
    for (const key of this.watched.keys()) if (!keys.has(key)) this.watched.delete(key)
    const now = this.ports.clock.monotonic()
    for (const step of steps) {
      const key = keyOf(run, step)
      const watched = this.watched.get(key) ?? begin(step, now)
      this.watched.set(key, watched)
      if (this.inHand.has(key) || now < watched.dueAt) continue
      watched.dueAt = now + paceOf(incident, step)
      const work = this.read(incident, run, step, watched)
        .catch(this.onError)
        .finally(() => this.inHand.delete(key))
      this.inHand.set(key, work)
    }
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    await Promise.allSettled(this.inHand.values())
  }

  /** Waits for the looks that are under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.inHand.values())
  }

  private async read(incident: PinnedIncident, run: RunState, step: Step, watched: Watched): Promise<void> {
    const { clock } = this.ports
    const { signal } = this.stopped
    const { judged, kept } = await watched.expectation.judge(this.ports, incident, run, signal)
    await kept.catch(() => undefined)
    if (signal.aborted) return
    const verdicts = step.expect.map((predicate, index) =>
      this.told(incident, watched, index, predicate.reading, judged[index]),
    )
    const proof = proofOf(step.expect, judged, verdicts)
    // What is silent for a moment, or begins to hold again, says nothing yet.
    if (proof.verdict !== 'unmet' && verdicts.includes(undefined)) return
    const { environment } = incident
    const now = new Date(clock.now()).toISOString()
    const current = stepOf(run, step.id)
    const recorded = proofVerdict(current)
    const stretch = (milliseconds: number) => scaleTime(environment, milliseconds)
    // One look may take as long as its targets do.
    const apart = Math.max(hole, 3 * paceOf(incident, step))
    const { verdict, calm } = calmVerdict(recorded, proof.verdict, watched.calm, now, wanted, stretch, apart)
    watched.calm = calm
    const of = { runId: run.id, step: step.id }
    // Where the plan says that late counts, it is asked for until it is done: a consent may come back.
    const counts = current.status === 'failed' && step.late === 'counts' && verdict === 'met'
    if (verdict !== recorded && verdict === proof.verdict)
      await this.journal.record({ type: 'judge-proof', ...of, ...proof })
    if (counts) await this.journal.record({ type: 'count-late', ...of })
  }

  /** What is to be believed of one predicate; undefined: it is not confirmed yet. */
  private told(
    { plan }: PinnedIncident,
    { inARow, toldAt }: Watched,
    index: number,
    path: string,
    judged: Judged | undefined,
  ): Verdict | undefined {
    const now = this.ports.clock.monotonic()
    if (judged?.holdsNow == null) {
      const maxAge = plan.readings.find(({ id }) => id === readingPath(path).reading)?.maxAge ?? 0
      return now - (toldAt[index] ?? 0) > maxAge ? 'unknown' : undefined
    }
    toldAt[index] = now
    const before = inARow[index]
    const times = before?.holds === judged.holdsNow ? before.times + 1 : 1
    inARow[index] = { holds: judged.holdsNow, times }
    if (times < 2) return undefined
    if (!judged.holdsNow) return 'unmet'
    // Proven before, its hold is behind it; broken, it has to hold again for as long.
    return judged.verdict === 'met' ? 'met' : undefined
  }
}

function keyOf(run: RunState, { id }: Step): string {
  return `${run.id}/${id}/${stepOf(run, id).attempts.length}`
}

function begin({ expect }: Step, now: number): Watched {
  const toldAt = expect.map(() => now)
  return { expectation: new Expectation(expect), dueAt: now, inARow: [], toldAt, calm: atFirst }
}

/** As often as the quickest of its readings. */
function paceOf({ plan, environment }: PinnedIncident, { expect }: Step): number {
  const ids = expect.map(({ reading }) => readingPath(reading).reading)
  const every = plan.readings
    .filter(({ id }) => ids.includes(id))
    .map((reading) => scaleTime(environment, reading.every))
  return Math.max(leastEvery, environment.pollEvery, Math.min(...every))
}
