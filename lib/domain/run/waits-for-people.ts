import type { Plan } from '../plan/schema/plan'
import type { IncidentState, RunState, StepState } from './state'

/** A stretch of time, milliseconds since the epoch. */
export interface Stretch {
  from: number
  until: number
}

/**
 * When a run stood still after GO because a person had to act: a step that failed or could not be proven, until somebody
 * decided on it; consent that was void, until it was asked for again; what was asked, until enough had approved; a pause.
 * Time in which a step of it was at work is left out: then it did not wait.
 */
export function waitsForPeople(plan: Plan, state: IncidentState, run: RunState): Stretch[] {
  if (run.go === null) return []
  const waits = [
    ...Object.values(run.steps).flatMap((step) => undecided(state, run, step)),
    ...consents(state, run),
    ...pauses(state, run),
  ]
  const atWork = attemptsOf(plan, run)
  return waits.flatMap((wait) => without(wait, atWork))
}

/** From the end of an attempt that did not do until what came of it: another try, an acceptance, another way out. */
function undecided({ decisions }: IncidentState, run: RunState, step: StepState): Stretch[] {
  const acts = step.attempts.filter(({ kind }) => kind === 'act')
  return acts.flatMap(({ ended, number }) => {
    if (ended === null || (ended.outcome !== 'failed' && ended.outcome !== 'unproven')) return []
    const { at: from } = ended.mark
    const accepted = decisions.filter(
      ({ kind, runId, subject }) => kind === 'accept-unproven' && runId === run.id && subject === step.id,
    )
    const ends = [
      ...accepted.filter(() => ended.outcome === 'unproven'),
      ...acts.filter((later) => later.number > number).map(({ intended }) => intended),
      ...[step.skipped, step.takenOver].filter((mark) => mark !== null),
      ...(step.status === 'succeeded' && step.endedAt !== null ? [{ at: step.endedAt }] : []),
    ].map(({ at }) => at)
    // Accepted ahead of time, nobody was waited for.
    if (accepted.some(({ at }) => at <= from) && ended.outcome === 'unproven') return []
    return [stretch(from, first(ends, from))]
  })
}

/** What was asked after GO, until enough had approved; and before it, since what was approved had become void. */
function consents({ requests }: IncidentState, run: RunState): Stretch[] {
  const go = run.go?.at ?? ''
  const ofRun = Object.values(requests).filter(({ runId }) => runId === run.id)
  return ofRun.flatMap((request) => {
    const later = ofRun.filter(({ rule, requested }) => rule === request.rule && requested.at > request.requested.at)
    const asked = request.requested.at > go ? [stretch(request.requested.at, answered(request))] : []
    const { ended } = request
    if (ended === null || ended.at <= go || later.length === 0) return asked
    const again = first(
      later.map(({ requested }) => requested.at),
      ended.at,
    )
    return [...asked, stretch(ended.at, again)]
  })
}

/** When the last of as many as it needs approved; null: it never was by so many. */
export function lastApproval({ answers, persons }: IncidentState['requests'][string], before?: string): string | null {
  const given = answers.filter(({ answer, at }) => answer === 'approved' && (before === undefined || at <= before))
  if (new Set(given.map(({ person }) => person)).size < persons) return null
  return given.map(({ at }) => at).sort()[persons - 1] ?? null
}

function answered(request: IncidentState['requests'][string]): string | null {
  return lastApproval(request) ?? request.ended?.at ?? null
}

function pauses({ decided }: IncidentState, run: RunState): Stretch[] {
  const ofRun = decided.flatMap((event) =>
    (event.type === 'run.paused' || event.type === 'run.resumed') && event.payload.runId === run.id ? [event] : [],
  )
  return ofRun.flatMap((event, index) =>
    event.type === 'run.paused' ? [stretch(event.at, ofRun[index + 1]?.at ?? run.ended?.at ?? null)] : [],
  )
}

function attemptsOf(plan: Plan, run: RunState): Stretch[] {
  const runbook = plan.runbooks.find(({ id }) => id === run.runbook)
  const moving = (runbook?.steps ?? []).filter(({ phase }) => phase === 'go' || phase === 'recover')
  return moving.flatMap(({ id }) =>
    (run.steps[id]?.attempts ?? []).map(({ intended, ended }) => stretch(intended.at, ended?.mark.at ?? null)),
  )
}

function stretch(from: string, until: string | null): Stretch {
  return { from: Date.parse(from), until: until === null ? Infinity : Date.parse(until) }
}

function first(instants: readonly string[], from: string): string | null {
  return [...instants].filter((at) => at >= from).sort()[0] ?? null
}

function without(wait: Stretch, others: readonly Stretch[]): Stretch[] {
  return others.reduce<Stretch[]>(
    (left, other) =>
      left.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, other.from) },
          { from: Math.max(from, other.until), until },
        ].filter((part) => part.until > part.from),
      ),
    [wait],
  )
}
