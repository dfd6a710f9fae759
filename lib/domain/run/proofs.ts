import { ancestors } from '../plan/graph'
import type { Runbook, Step } from '../plan/schema/runbook'
import type { ReadingFact, Verdict } from './events/facts'
import { isDone } from './ready'
import type { AttemptState, CommandStatus, IncidentState, RunState, StepState } from './state'
import { isLive, stepOf } from './state'

/** Not older than this when a step with no way back is intended, milliseconds: what it rests on was read again. */
export const freshProof = 2_000

/** What was read of a step's expectation, all at once: the worst verdict, and which predicates it is of. */
export interface ProofRead {
  verdict: Verdict
  /** By index, the predicates that do not hold. */
  broken: number[]
  readings: ReadingFact[]
  /** What does not hold or is not known, in words; empty when all hold. */
  reason: string
}

/** A proof that is not what it was. */
export interface LostProof {
  step: Step
  verdict: 'unmet' | 'unknown'
  reason: string
}

/** Whether nothing takes the step back: then what it rests on is read again right before it. */
export function readsAgain(runbook: Runbook, step: Step): boolean {
  return step.wayBack === 'one-way' || runbook.pointOfNoReturn === step.id
}

/** The steps before this one whose expectation it rests on, in the runbook's order; what was skipped proves nothing. */
export function proofsUnder(run: RunState, runbook: Runbook, id: string): Step[] {
  const before = ancestors(runbook.steps, id)
  return runbook.steps.filter((step) => before.has(step.id) && isSaid(stepOf(run, step.id)))
}

const settled: readonly CommandStatus[] = ['accepted', 'present', 'in-progress', 'unreachable']
const mayHaveHappened: readonly CommandStatus[] = [...settled, 'intended', 'in-doubt', 'unknown']

/**
 * Steps that failed though nothing speaks against their having had their effect, for want of time, of an answer, or by the
 * console's own fault: what they expect may still come true, and is watched for.
 */
export function lateSteps(run: RunState, runbook: Runbook): Step[] {
  if (!isLive(run) || run.goingBack !== null) return []
  return runbook.steps.filter(({ id }) => {
    const { status, attempts } = stepOf(run, id)
    const last = attempts.at(-1)
    return (
      status === 'failed' && last?.kind === 'act' && last.commands.every((one) => mayHaveHappened.includes(one.status))
    )
  })
}

/** Whether its expectation came true after its time, and still holds. */
export function cameTrue(run: RunState, runbook: Runbook, id: string): boolean {
  return stepOf(run, id).proof?.verdict === 'met' && lateSteps(run, runbook).some((step) => step.id === id)
}

/** Whether every outcome of an act is known, so that its predicates alone decide. */
export function outcomeSettled({ commands }: Pick<AttemptState, 'commands'>): boolean {
  return commands.every(({ status }) => settled.includes(status))
}

/** Done, so that others go on from it: proven, or, if readings should ever speak of it, on people's word. */
function isSaid({ status }: StepState): boolean {
  return status === 'succeeded' || status === 'unproven' || status === 'vouched'
}

/**
 * The steps whose expectation goes on being read: what steps that are not done rest on, and until the run ends what
 * the one-way step came after, its fence. What proves a tier is watched by the tier's own rule.
 */
export function watchedProofs(state: IncidentState, run: RunState, runbook: Runbook): Step[] {
  if (!isLive(run) || run.goingBack !== null) return []
  const left = runbook.steps.filter(({ id }) => !isDone(state, run, runbook, id))
  const rested = ancestors(runbook.steps, ...left.map(({ id }) => id))
  for (const { id } of fencesOf(runbook)) rested.add(id)
  return runbook.steps.filter(
    ({ id, proves }) =>
      rested.has(id) && proves.length === 0 && isSaid(stepOf(run, id)) && isDone(state, run, runbook, id),
  )
}

/** What the one-way step comes right after and that changes something: with it gone two places may take writes. */
export function fencesOf({ steps, pointOfNoReturn }: Runbook): Step[] {
  const oneWay = steps.find(({ id }) => id === pointOfNoReturn)
  return steps.filter(({ id, wayBack }) => oneWay?.after.includes(id) === true && wayBack !== 'none-needed')
}

/** Whether with this proof gone two places may take writes: it is a fence of what has been promoted since. */
export function opensTheWay(run: RunState, runbook: Runbook, { id }: Step): boolean {
  return run.pointOfNoReturn !== null && fencesOf(runbook).some((step) => step.id === id)
}

/** How a proof stands on the record: as the step ended, until something else was read. */
export function proofVerdict({ status, proof }: StepState): Verdict {
  return proof?.verdict ?? (status === 'succeeded' ? 'met' : status === 'failed' ? 'unmet' : 'unknown')
}

/** Proofs that were read as broken and have not held again since, accepted or not. */
export function brokenProofs(state: IncidentState, run: RunState, runbook: Runbook): LostProof[] {
  return watchedProofs(state, run, runbook).flatMap((step) => {
    const { proof } = stepOf(run, step.id)
    return proof?.verdict === 'unmet' ? [{ step, verdict: proof.verdict, reason: proof.reason }] : []
  })
}

/** Whether a step that is done may be done once more: its proof broke, and doing it again is no second crossing. */
export function mayBeDoneAgain(runbook: Runbook, { id, status, proof }: StepState): boolean {
  return status !== 'failed' && proof?.verdict === 'unmet' && runbook.pointOfNoReturn !== id
}

/** The recorded decision to go on without a proof, as long as it is no worse than when that was said. */
export function lostProofAcceptance(state: IncidentState, run: RunState, id: string): string | null {
  const { proof } = stepOf(run, id)
  if (proof === null || proof.verdict === 'met') return null
  const said = state.decisions.findLast(
    ({ kind, runId, subject, sequence }) =>
      kind === 'accept-lost-proof' && runId === run.id && subject === id && sequence > proof.worseSince,
  )
  return said?.statement ?? null
}

/** What bars a step with no way back, as recorded, or as just read where that is given. */
export function proofsBarring(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  step: Step,
  read?: ReadonlyMap<string, ProofRead>,
): LostProof[] {
  if (!readsAgain(runbook, step)) return []
  return proofsUnder(run, runbook, step.id).flatMap((under): LostProof[] => {
    const current = stepOf(run, under.id)
    const now = read?.get(under.id)
    // One good look ends a silence. What was broken is believed again once that is on record.
    const said = now !== undefined && current.proof?.verdict === 'unknown' ? [now] : [now, current.proof]
    return said
      .flatMap((one) => {
        if (one == null || one.verdict === 'met' || !bars(state, run, current, one)) return []
        return [{ step: under, verdict: one.verdict, reason: one.reason }]
      })
      .slice(0, 1)
  })
}

function bars(state: IncidentState, run: RunState, step: StepState, { verdict, broken }: Omit<ProofRead, 'readings'>) {
  // What was never proven was accepted as it was: only what is read to be worse is another matter.
  if (step.status !== 'succeeded') {
    if (verdict === 'unknown') return false
    if (broken.every((index) => step.judged[index]?.verdict === 'unmet')) return false
  }
  const accepted = lostProofAcceptance(state, run, step.id) !== null
  return !accepted || (verdict === 'unmet' && step.proof?.verdict !== 'unmet')
}
