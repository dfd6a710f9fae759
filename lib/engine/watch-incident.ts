import { scaleTime } from '@/lib/domain/plan/scale-time'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Tier } from '@/lib/domain/plan/schema/plan'
import type { Predicate } from '@/lib/domain/plan/schema/predicate'
import { atFirst, calmVerdict, unwanted, wanted, type Calm } from '@/lib/domain/posture/calm-verdict'
import { rhythmOf } from '@/lib/domain/posture/held'
import { countedLoss, isNews, measureLoss, sameLoss } from '@/lib/domain/posture/measure-loss'
import { notHeld } from '@/lib/domain/posture/not-held'
import { failingRule, heldFor, outsideView, steadily, type Steady } from '@/lib/domain/posture/outside'
import type { LatestReadings } from '@/lib/domain/posture/sample'
import { lostConsent, requestStatus } from '@/lib/domain/run/approval'
import type { LossFigure, Verdict } from '@/lib/domain/run/events/facts'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { isDone, mayHavePromoted } from '@/lib/domain/run/ready'
import { lastOutage } from '@/lib/domain/run/project/apply-tier'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { currentRun, isLive } from '@/lib/domain/run/state'
import { backAt, isDownByImpact } from '@/lib/domain/run/tier-now'
import { gatesJudged } from '@/lib/domain/run/watching-run'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import { DatabaseAway } from './database-away'
import { Expectation } from './judge-expectation'
import { LeaseLost, type IncidentJournal, type PinnedIncident, type Ports } from './ports'

/**
 * Watches the world around one incident: gates, impact, loss, recovery, and approvals that no longer stand. Only
 * changes of a verdict are recorded; the readings themselves are kept by whoever took them.
 */
export class IncidentWatch {
  private readonly expectations = new Map<string, Expectation>()
  /** By gate, by run whether its loss can be read, and by tier whether it has come back. */
  private readonly calm = new Map<string, Calm>()
  /** By tier; it dies with the process, so that after a crash a hold starts anew. */
  private readonly steady = new Map<string, Steady>()
  /** The newest loss that could be read; it dies with the process: then nothing stands in for what cannot be read. */
  private lastLoss: LossFigure | null = null

  /** The newest counted loss, and since when it has been that. */
  private counted: { loss: LossFigure; since: string } | null = null

  constructor(
    private readonly ports: Ports,
    private readonly journal: IncidentJournal,
  ) {}

  async look(incident: PinnedIncident): Promise<void> {
    const { plan } = incident
    const readings = await this.ports.readings.latest(incident)
    const now = new Date(this.ports.clock.now()).toISOString()
    const watches = [
      () => this.judgeGates(incident, readings, now),
      ...plan.tiers.map((tier) => () => this.watchTier(incident, tier, readings, now)),
      () => this.watchLoss(incident, readings, now),
      () => this.countLoss(incident, readings, now),
      () => this.watchApprovals(incident, readings, now),
    ]
    const id = incident.state.id
    for (const watch of watches) {
      const commands: WorkerCommand[] = []
      await this.alone(id, 'a part of the watch failed', async () => commands.push(...(await watch())))
      for (const command of commands)
        await this.alone(id, `${command.type} could not be recorded`, () => this.journal.record(command))
    }
  }

  /** What fails for a reason of its own keeps nothing behind it from being seen or written. */
  private async alone(incident: string, what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof DatabaseAway || error instanceof UnreadableEntry) throw error
      this.ports.note(what, { incident, error: String(error) })
    }
  }

  private judgeGates(incident: PinnedIncident, readings: LatestReadings, now: string): WorkerCommand[] {
    const { plan, state } = incident
    const classes = state.declared === null ? plan.disasterClasses : []
    const checks = [
      ...plan.runbooks.flatMap((r) =>
        gatesJudged(state, r).map((gate) => ({ runbook: r.id, gate: gate.id, check: gate.check })),
      ),
      // A fact that speaks against a class is judged the same way, under `class/ID`.
      ...classes.flatMap((disaster) =>
        disaster.refusedWhen.map((refusal, index) => ({
          runbook: `class/${disaster.id}`,
          gate: String(index),
          check: [refusal.when],
        })),
      ),
    ]
    return checks
      .filter(({ check }) => check.length > 0)
      .flatMap(({ runbook, gate, check }) => {
        const judged = this.expectation(`${runbook}/${gate}`, check).judgeReadings(incident, null, readings, now)
        const seen = worst(judged.map((one) => one.verdict))
        const verdict = this.calmed(incident, `${runbook}/${gate}`, seen, now)
        if (verdict !== seen || state.gates[`${runbook}/${gate}`]?.verdict === verdict) return []
        const facts = judged.map(({ fact }) => fact)
        const reason = check
          .map((predicate, index) => {
            const one = judged[index]
            return one === undefined || one.verdict === 'met' ? null : notHeld(predicate.title, one.fact, one.holdsNow)
          })
          .filter((text) => text !== null)
          .join('; ')
        const words = reason === '' ? check.map((p) => p.title).join('; ') : reason
        return [{ type: 'judge-gate' as const, runbook, gate, verdict, readings: facts, reason: words }]
      })
  }

  private calmed(incident: PinnedIncident, key: string, seen: Verdict, now: string): Verdict {
    const recorded = incident.state.gates[key]?.verdict
    if (recorded === undefined) return seen
    return this.settled(incident, `gate ${key}`, recorded, seen, now, key.startsWith('class/') ? unwanted : wanted)
  }

  /** What flaps is bad news at once and good news late, and few entries either way. */
  private settled(
    { environment }: PinnedIncident,
    key: string,
    recorded: Verdict,
    seen: Verdict,
    now: string,
    order = wanted,
  ): Verdict {
    const stretch = (milliseconds: number) => scaleTime(environment, milliseconds)
    const { verdict, calm } = calmVerdict(recorded, seen, this.calm.get(key) ?? atFirst, now, order, stretch)
    this.calm.set(key, calm)
    return verdict
  }

  private expectation(key: string, predicates: readonly Predicate[]): Expectation {
    const known = this.expectations.get(key)
    if (known !== undefined) return known
    const fresh = new Expectation(predicates)
    this.expectations.set(key, fresh)
    return fresh
  }

  private watchTier(incident: PinnedIncident, tier: Tier, readings: LatestReadings, now: string): WorkerCommand[] {
    const { plan, environment, state } = incident
    if (tier.outside === undefined) return []
    const maxAge = (id: string) => plan.readings.find((reading) => reading.id === id)?.maxAge ?? 0
    const view = outsideView(tier.outside, readings, maxAge, now)
    const rhythm = (id: string) =>
      rhythmOf(plan.readings.find((reading) => reading.id === id) ?? { every: 0, maxAge: 0 }, environment)
    const steady = steadily(this.steady.get(tier.id) ?? null, view, tier.outside, readings, rhythm, now)
    this.steady.set(tier.id, steady)
    if (view.seen !== 'working') this.backBroke(tier)
    if (view.seen === 'unknown') return []
    const held = (milliseconds: number) => heldFor(steady, now) >= scaled(environment, milliseconds)
    const outage = lastOutage(state, tier.id)
    const seen = { tier: tier.id, at: view.since, source: view.source }
    if (view.seen === 'failing') {
      const down = outage === null ? isDownByImpact(state, tier.id) : backAt(outage) === null
      if (down || !held(failingRule(tier.outside).hold)) return []
      this.backBroke(tier, now)
      return [{ type: 'see-failure', ...seen }]
    }
    if (outage?.recovered != null || (outage === null && !isDownByImpact(state, tier.id))) return []
    const from = outage?.from ?? state.impact?.at ?? ''
    // Said by a person, and never seen from outside: what has worked since before it did not come back.
    if (outage === null && view.since <= from) return []
    // The monitors saw it fail and see it work: it came back after, also where their clocks differ on when.
    if (outage?.provisional == null) {
      if (!this.backHolds(incident, tier, now)) return []
      return [{ type: 'see-recovery', ...seen, at: backAfter(from, view.since, steady.since) }]
    }
    // The successes began anew behind our back: what was seen did not hold.
    if (view.since > outage.provisional.at) {
      this.backBroke(tier, now)
      return [{ type: 'lose-recovery', ...seen }]
    }
    const { hold, consecutive } = tier.outside.sustained
    if (!held(hold) || view.consecutive < consecutive) return []
    return [{ type: 'prove-recovery', ...seen }]
  }

  /** A tier that came back and fell again is believed at once one more time; then it has to hold, as a gate has to. */
  private backHolds({ environment }: PinnedIncident, tier: Tier, now: string): boolean {
    const key = `back ${tier.id}`
    const { turns, better } = this.calm.get(key) ?? atFirst
    const stretch = (milliseconds: number) => scaleTime(environment, milliseconds)
    const again = { turns: turns.slice(1), better }
    const { verdict, calm } = calmVerdict('unmet', 'met', again, now, wanted, stretch)
    this.calm.set(key, { turns, better: calm.better })
    return verdict === 'met'
  }

  /** What did not hold; with a time it had been recorded. */
  private backBroke(tier: Tier, at?: string): void {
    const key = `back ${tier.id}`
    const { turns } = this.calm.get(key) ?? atFirst
    this.calm.set(key, { turns: at === undefined ? turns : [...turns.slice(-turnsKept), at], better: null })
  }

  /** Until the one-way step is sent: when its loss can no longer be read, the newest figure goes on the record. */
  private watchLoss(incident: PinnedIncident, readings: LatestReadings, now: string): WorkerCommand[] {
    const { state, plan } = incident
    const run = currentRun(state)
    const runbook = run === null ? null : runbookOf(plan, run.runbook)
    if (run === null || runbook?.loss == null || !isLive(run) || mayHavePromoted(run, runbook)) return []
    const loss = measureLoss(runbook.loss, readings, now)
    const last = this.lastLoss
    if (loss.milliseconds !== null) this.lastLoss = loss
    // Nothing was ever read here: there is no figure to put on the record.
    if (loss.milliseconds === null && last === null) return []
    const recorded = run.lossUnknown === null ? 'met' : 'unknown'
    const seen = loss.milliseconds === null ? 'unknown' : 'met'
    const said = this.settled(incident, `loss ${run.id}`, recorded, seen, now)
    return said !== recorded ? [{ type: 'watch-loss', runId: run.id, loss, last }] : []
  }

  /** After the promotion the loss is counted from outside, and goes on being counted: two places may take writes. */
  private countLoss({ state, plan }: PinnedIncident, readings: LatestReadings, now: string): WorkerCommand[] {
    const run = currentRun(state)
    const rule = run === null ? null : runbookOf(plan, run.runbook).loss
    if (run === null || run.pointOfNoReturn === null || rule === null) return []
    const loss = countedLoss(rule, readings, run.pointOfNoReturn.at, now)
    if (loss === null) return []
    const since = this.counted !== null && sameLoss(this.counted.loss, loss) ? this.counted.since : now
    this.counted = { loss, since }
    return isNews(run.measured, loss, since, now) ? [{ type: 'measure-loss', loss }] : []
  }

  private async watchApprovals(
    incident: PinnedIncident,
    readings: LatestReadings,
    now: string,
  ): Promise<WorkerCommand[]> {
    const { state, plan } = incident
    const run = currentRun(state)
    if (run === null || !isLive(run)) return []
    const runbook = runbookOf(plan, run.runbook)
    const standing = Object.values(state.requests).filter(
      ({ runId, ended, content }) =>
        runId === run.id &&
        ended === null &&
        (content.undo === true || content.steps.some(({ step }) => !isDone(state, run, runbook, step))),
    )
    if (standing.length === 0) return []
    const rolesOf = await this.journal.roles()
    const rule = runbook.loss
    const loss = rule === null || run.go !== null ? null : measureLoss(rule, readings, now)
    return standing.flatMap((request): WorkerCommand[] => {
      const base = { runId: run.id, requestId: request.id }
      if (requestStatus(state, request, rolesOf, now) === 'expired') return [{ type: 'expire-approval', ...base }]
      const bound = request.content.loss?.boundMilliseconds
      if (bound !== undefined && loss?.milliseconds != null && loss.milliseconds > bound)
        return [
          { type: 'void-approval', ...base, reason: `loss ${loss.milliseconds} ms is above the approved ${bound} ms` },
        ]
      const lost = lostConsent(state, request, rolesOf)
      if (lost !== null) return [{ type: 'void-approval', ...base, reason: lost }]
      return []
    })
  }
}

/** So many in ten minutes are the longest hold. */
const turnsKept = 10

/** When it came back, by its source or as it was received: the first of them that lies after it fell. */
function backAfter(from: string, ...candidates: readonly string[]): string {
  return candidates.find((at) => at > from) ?? new Date(Date.parse(from) + 1).toISOString()
}

/** A hold of nothing is nothing, whatever the time scale. */
function scaled(environment: Environment, milliseconds: number): number {
  return milliseconds === 0 ? 0 : scaleTime(environment, milliseconds)
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('unmet')) return 'unmet'
  return verdicts.includes('unknown') ? 'unknown' : 'met'
}
