import type { OpenHere } from './open-here'
import type { Plan } from '../plan/schema/plan'
import { brokenProofs, lostProofAcceptance, opensTheWay } from '../run/proofs'
import { runbookOf } from '../run/resolve-step'
import { currentRun, stepOf, type IncidentState, type RunState } from '../run/state'
import { lostCount } from './format/lost-count'
import { type Interruption, interruptions } from './interruption'
import { incidentLabel } from './names'
import type { ServingView } from './serving-view'

/** What every page says until it ends, whatever else it is about. Each names its environment. */
export type Alarm =
  | { kind: 'unprotected'; key: string; environment: string; since: string | null; words: string }
  /** No fault: a run is moving the writer, and until it serves there is nothing else. */
  | { kind: 'promoting'; key: string; environment: string; since: string | null; words: string }
  | { kind: 'contradicted'; key: string; environment: string; since: string | null; words: string }
  /** What was proven no longer holds; two-writers: it kept the old primary from taking writes, and the other one serves. */
  | {
      kind: 'proof-lost' | 'two-writers'
      key: string
      environment: string
      since: string
      words: string
      incident: { label: string; href: string }
    }
  | {
      kind: 'live-during-drill'
      key: string
      environment: string
      since: string
      drill: { id: string; label: string }
      incident: Interruption
    }

/** Worst first. */
const ranks: Readonly<Record<Alarm['kind'], number>> = {
  'two-writers': 0,
  contradicted: 1,
  'live-during-drill': 2,
  unprotected: 3,
  'proof-lost': 4,
  promoting: 5,
}

/** As many as stand side by side; of more the worst stands, and the others are in one line that opens. */
const sideBySide = 2

export function foldAlarms(alarms: readonly Alarm[]): { shown: Alarm[]; folded: Alarm[] } {
  if (alarms.length <= sideBySide) return { shown: [...alarms], folded: [] }
  const [worst, ...others] = alarms.toSorted((a, b) => ranks[a.kind] - ranks[b.kind])
  return { shown: worst === undefined ? [] : [worst], folded: others }
}

/** What is wrong with where an environment runs. The same words as on its posture. */
export function servingAlarms(
  place: { planKey: string; environment: string; title: string },
  views: readonly Pick<ServingView, 'promotionBoundary' | 'is' | 'at' | 'words' | 'promotion' | 'unprotected'>[],
): Alarm[] {
  return views.flatMap(({ promotionBoundary, is, at, words, promotion, unprotected }): Alarm[] => {
    const key = `${place.planKey}/${place.environment}/${promotionBoundary}`
    const of = (kind: 'unprotected' | 'promoting' | 'contradicted', since: string | null, said: string): Alarm => ({
      kind,
      key: `${kind}/${key}`,
      environment: place.title,
      since,
      words: said,
    })
    return [
      ...(is === 'contradicted' ? [of('contradicted', at, words)] : []),
      ...(unprotected === null
        ? []
        : promotion === null
          ? [of('unprotected', unprotected.since, unprotected.words)]
          : [of('promoting', promotion.since, `${promotion.words}. Until it serves nothing else could take over`)]),
    ]
  })
}

/** Proofs of an open incident's run that broke: until they hold again, or going on without them was accepted. */
export function proofAlarms(environment: string, state: IncidentState, plan: Plan): Alarm[] {
  const run = currentRun(state)
  if (run === null) return []
  const runbook = runbookOf(plan, run.runbook)
  const incident = { label: incidentLabel(state), href: `/incidents/${state.id}` }
  return brokenProofs(state, run, runbook).flatMap(({ step, reason }): Alarm[] => {
    const two = opensTheWay(run, runbook, step)
    if (!two && lostProofAcceptance(state, run, step.id) !== null) return []
    return [
      {
        kind: two ? 'two-writers' : 'proof-lost',
        key: `proof/${run.id}/${step.id}`,
        environment,
        since: stepOf(run, step.id).proof?.at ?? '',
        words: `${step.id} ${step.title}: ${reason}${two ? lostWords(run) : ''}`,
        incident,
      },
    ]
  })
}

/** What is on the wrong side by now, as it was counted last. */
function lostWords({ measured }: RunState): string {
  const count = measured === null ? null : lostCount(measured, true)
  return count === null ? '; how much is lost is not counted yet' : `; ${count} lost so far`
}

/** Live incidents that were opened while a drill was under way in the same place; until either is closed. */
export function drillAlarms(environment: string, open: readonly OpenHere[]): Alarm[] {
  return open
    .filter(({ mode }) => mode !== 'live')
    .flatMap((drill) =>
      interruptions(drill, open).map((incident): Alarm => ({
        kind: 'live-during-drill',
        key: `drill/${drill.id}/${incident.id}`,
        environment,
        since: incident.since,
        drill: { id: drill.id, label: incidentLabel({ number: drill.number, mode: 'simulation' }) },
        incident,
      })),
    )
}
