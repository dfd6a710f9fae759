import type { RolesOf } from '../access/roles-of'
import type { Refusal } from '../errors'
import type { Plan } from '../plan/schema/plan'
import type { Runbook, Step } from '../plan/schema/runbook'
import { requestFor, ruleFor } from './approval'
import type { LossFigure } from './events/facts'
import { gatesBarringAct } from './gates'
import { holderOf, holdsCommand } from './holds-command'
import { lossBar } from './loss-at-act'
import { proofsBarring } from './proofs'
import { isNewestWord } from './newest-word'
import { maySay } from './proposal'
import { waitsOf } from './ready'
import type { IncidentState, RunState } from './state'
import { stepOf } from './state'
import { needsConsent } from './step-approval'

/** A person and the step they would do, say or confirm by hand. */
export interface InHand {
  plan: Plan
  state: IncidentState
  run: RunState
  runbook: Runbook
  step: Step
  person: string
  rolesOf: RolesOf
}

/** By hand as by machine: in its order, after GO, not while paused or stopped; and by whoever answers for it. */
export function takeOverRefusal(scene: InHand): Refusal | null {
  const { run, runbook, step } = scene
  if (!needsConsent(runbook, step)) return null
  if (run.status === 'stopping' || run.status === 'stopped')
    return { code: 'not-now', message: 'The run was stopped. Resume it first.' }
  return outOfTurn(scene)
}

/**
 * What bars a step with no way back for a machine bars it by hand: people approved it with what it rests on, and the one
 * past which nothing leads back with a bound of loss and checks, whoever acts. Taking it over is the act, manual or not.
 * Of what it rests on the last that was read counts. The loss is as it is read now.
 */
export function actByHandRefusal(scene: InHand, loss: LossFigure | null, now: string): Refusal | null {
  const { state, run, runbook, step } = scene
  const crosses = step.id === runbook.pointOfNoReturn
  const gates = crosses ? gatesBarringAct(state, run, runbook) : []
  if (gates.length > 0) {
    const missing = gates.map(({ gate, reason }) => `${gate.id} ${gate.title}: ${reason}`)
    return { code: 'gate-bars', message: `${step.id} is barred: ${missing.join('; ')}.`, missing }
  }
  const proofs = proofsBarring(state, run, runbook, step)
  if (proofs.length > 0) {
    const missing = proofs.map(({ step: under, reason }) => `${under.id} ${under.title}: ${reason}`)
    return { code: 'proof-lost', message: `${step.id} is barred: ${missing.join('; ')}.`, missing }
  }
  const bar = crosses ? lossBar(state, run, runbook, requestFor(state, run, step.id), loss, now) : null
  if (bar === null) return null
  return {
    code: bar.kind === 'above' ? 'loss-above-bound' : 'loss-unknown',
    message: `${step.id} waits: ${bar.reason}.`,
  }
}

/** What was taken over is attested by whoever took it: what others did they take over first. */
export function attestRefusal(scene: InHand): Refusal | null {
  const { runbook, step } = scene
  if (!needsConsent(runbook, step)) return null
  const message = `${step.id} is attested by whoever took it over. Take it over first if you did it.`
  return outOfTurn(scene) ?? (tookOver(scene) ? null : { code: 'forbidden', message })
}

/** The second word on the one-way step: of somebody who approves it and did not attest it. */
export function confirmRefusal(scene: InHand): Refusal | null {
  const { plan, run, runbook, step, person, rolesOf } = scene
  const { attested } = stepOf(run, step.id)
  if (runbook.pointOfNoReturn !== step.id)
    return { code: 'not-now', message: `${step.id} proves itself; only the point of no return is confirmed.` }
  if (run.pointOfNoReturn !== null) return { code: 'already-done', message: 'The point of no return was crossed.' }
  if (attested === null || !isNewestWord(stepOf(run, step.id)))
    return { code: 'not-now', message: `Nobody has attested ${step.id}.` }
  if (attested.by.kind === 'person' && attested.by.person === person)
    return { code: 'own-request', message: 'You attested it; another person confirms it.' }
  if (!maySay(attested, 'step.attest', rolesOf))
    return {
      code: 'not-now',
      message: `Whoever attested ${step.id} no longer has the role or the account for it. Somebody else takes it over first.`,
    }
  const duties = ruleFor(runbook, step.id)?.duties ?? []
  const approves = rolesOf(person).includes('approver')
  if (approves && duties.some((duty) => holderOf(scene, duty) === person)) return null
  const titles = duties.map((id) => dutyTitle(plan, id))
  return { code: 'no-duty', message: `Whoever holds ${titles.join(' or ')} confirms ${step.id}.`, missing: titles }
}

export function tookOver({ run, step, person }: Pick<InHand, 'run' | 'step' | 'person'>): boolean {
  const by = stepOf(run, step.id).takenOver?.by
  return by?.kind === 'person' && by.person === person
}

function outOfTurn(scene: InHand): Refusal | null {
  const { plan, state, run, runbook, step, person } = scene
  if (holderOf(scene, step.duty) !== person && !holdsCommand(scene, person)) {
    const title = dutyTitle(plan, step.duty)
    const message = `${step.id} is for whoever holds ${title}, or commands this incident.`
    return { code: 'no-duty', message, missing: [title] }
  }
  const waits = waitsOf(state, run, runbook, step).flatMap((wait) =>
    wait.for === 'step' ? [wait.step] : wait.for === 'go' ? ['GO'] : wait.for === 'pause' ? ['the pause to end'] : [],
  )
  return waits.length === 0
    ? null
    : { code: 'not-now', message: `${step.id} waits for ${waits.join(', ')}.`, missing: waits }
}

function dutyTitle(plan: Plan, id: string): string {
  return plan.duties.find((duty) => duty.id === id)?.title ?? id
}
