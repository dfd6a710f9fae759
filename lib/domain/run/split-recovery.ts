import type { Plan } from '../plan/schema/plan'
import type { Step } from '../plan/schema/runbook'
import type { IncidentState, RunState } from './state'
import { backAt } from './tier-now'
import { lastApproval, type Stretch, waitsForPeople } from './waits-for-people'

export type RecoveryPart = 'detect' | 'decide' | 'wait' | 'execute' | 'verify' | 'unexplained'

export interface RecoverySplit {
  /** Impact, and the first success of the run of successes that recovery rests on. */
  from: string
  until: string
  /** False while the recovery has not proven sustained. */
  sustained: boolean
  milliseconds: number
  /** In order of time; they add up to `milliseconds`. A part that took no time is there with 0. */
  parts: { part: RecoveryPart; milliseconds: number; note: string | null }[]
}

export type SplitResult = { known: true; split: RecoverySplit } | { known: false; why: string }

/**
 * Where the time from failure to recovery went, for one outage of a tier, the first if none is named. detect = impact to
 * the first alert; decide = alert to GO less waiting for approval; wait = request to last approval, and since GO whatever
 * the run stood still for until people acted; execute = GO to the last effect before recovery, less that; verify = from
 * there to recovery. A run that was moving when the outage began, since its GO came before, had nothing left to detect or
 * decide: all is its own from the start. What the journal cannot explain is a part of its own, never spread over the others.
 */
export function splitRecovery(plan: Plan, state: IncidentState, tier: string, index = 0): SplitResult {
  const outage = state.tiers[tier]?.outages[index]
  const until = outage === undefined ? null : backAt(outage)
  if (state.impact === null) return { known: false, why: 'no impact is recorded' }
  if (outage === undefined || until === null) return { known: false, why: 'not recovered yet' }
  const { from } = outage
  const [start, end] = [Date.parse(from), Date.parse(until)]
  if (end < start) return { known: false, why: 'recovered before the recorded impact' }

  const within = (instant: string) => Math.min(end, Math.max(start, Date.parse(instant)))
  const noticed = outage.byImpact ? firstNotice(state) : { at: outage.opened.at, note: 'seen by the monitors' }
  const detected = within(noticed.at)
  const detect = { part: 'detect' as const, milliseconds: detected - start, note: noticed.note }
  const result = (parts: RecoverySplit['parts']): SplitResult => ({
    known: true,
    split: { from, until, sustained: outage.recovered !== null, milliseconds: end - start, parts },
  })

  const ahead = state.runs.find((one) => one.go !== null && one.go.at < from && isMoving(plan, one, from))
  // A GO in this outage brought it back; one from before it only where its run was still moving.
  const run = state.runs.find(({ go: given }) => given !== null && given.at >= from && Date.parse(given.at) <= end)
  const go = run?.go?.at
  if (run === undefined && ahead !== undefined) return result(sinceBegun(plan, state, ahead, start, end))
  if (run === undefined || go === undefined)
    return result([detect, { part: 'unexplained', milliseconds: end - detected, note: 'it came back without a GO' }])
  const gone = Math.max(detected, within(go))
  const waited = overlap(waitsForApproval(state, run.id, go), detected, gone)
  return result([
    detect,
    { part: 'decide', milliseconds: gone - detected - waited, note: null },
    ...sinceGo(plan, state, run, gone, end, waited),
  ])
}

type Parts = RecoverySplit['parts']

/** From GO, or from the outage where GO came before it, to recovery. `waited`: milliseconds that approval took before. */
function sinceGo(plan: Plan, state: IncidentState, run: RunState, gone: number, end: number, waited: number): Parts {
  const lastEffect = Math.max(gone, ...effects(plan, state, run).filter((at) => at <= end))
  const stood = overlap(waitsForPeople(plan, state, run), gone, lastEffect)
  return [
    {
      part: 'wait',
      milliseconds: waited + stood,
      note: stood === 0 ? null : `${Math.round(stood / 1_000)} s of it after GO`,
    },
    { part: 'execute', milliseconds: lastEffect - gone - stood, note: null },
    { part: 'verify', milliseconds: end - lastEffect, note: null },
  ]
}

/** The move was under way when the outage began, as its own fence makes one begin: nothing was left to detect or decide. */
function sinceBegun(plan: Plan, state: IncidentState, run: RunState, start: number, end: number): Parts {
  return [
    { part: 'detect', milliseconds: 0, note: 'the run was under way' },
    { part: 'decide', milliseconds: 0, note: 'GO came before it' },
    ...sinceGo(plan, state, run, start, end, 0),
  ]
}

/** Whether the run had still to change something of its move: once it has not, an outage that begins is not its own. */
function isMoving(plan: Plan, run: RunState, at: string): boolean {
  if (run.ended !== null && run.ended.at <= at) return false
  return changingSteps(plan, run).some(({ id }) => {
    const endedAt = run.steps[id]?.endedAt ?? null
    return endedAt === null || endedAt > at
  })
}

/** Steps of go and recover that change something. */
function changingSteps(plan: Plan, run: RunState): Step[] {
  const steps = plan.runbooks.find(({ id }) => id === run.runbook)?.steps ?? []
  return steps.filter(({ phase, wayBack }) => (phase === 'go' || phase === 'recover') && wayBack !== 'none-needed')
}

/**
 * When the console first knew: the first alert, or the proposal by hand where no alert came before it. An alert that
 * joined later detected nothing. Its own start is another clock's word and may lie before anyone was told.
 */
function firstNotice(state: IncidentState): { at: string; note: string | null } {
  const [first] = state.alerts.map(({ received }) => received.at).sort()
  if (first !== undefined && first <= state.proposed.at) return { at: first, note: null }
  return { at: state.proposed.at, note: 'no alert: until it was proposed by hand' }
}

/** Requests made before GO: each waits until its last approval, or until it was ended, or until GO itself. */
function waitsForApproval(state: IncidentState, runId: string, go: string): Stretch[] {
  return Object.values(state.requests)
    .filter((request) => request.runId === runId && request.requested.at <= go)
    .map((request) => {
      const until = lastApproval(request, go) ?? request.ended?.at ?? go
      return { from: Date.parse(request.requested.at), until: Date.parse(until) }
    })
}

/** Milliseconds of a window that any of the spans covers; two people waiting at once wait once. */
function overlap(spans: readonly Stretch[], from: number, until: number): number {
  let covered = 0
  let reached = from
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const begin = Math.max(reached, span.from)
    const stop = Math.min(until, span.until)
    if (stop <= begin) continue
    covered += stop - begin
    reached = stop
  }
  return covered
}

/** When each effect on the way to recovery was accepted or attested. */
function effects(plan: Plan, state: IncidentState, run: RunState): number[] {
  const runs = state.runs.slice(state.runs.indexOf(run))
  return runs.flatMap((one) => {
    return changingSteps(plan, one).flatMap(({ id }) => {
      const step = one.steps[id]
      const accepted = (step?.attempts ?? []).flatMap(({ kind, commands }) =>
        kind === 'act' ? commands.filter(({ status }) => status === 'accepted' || status === 'present') : [],
      )
      const instants = accepted.map(({ at }) => Date.parse(at))
      return step?.attested == null ? instants : [...instants, Date.parse(step.attested.at)]
    })
  })
}
