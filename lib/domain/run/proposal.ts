import type { Mark } from './mark'
import type { Proposal } from './proposal-state'
import type { Permission } from '../access/roles'
import { may } from '../access/roles'
import type { RolesOf } from '../access/roles-of'
import type { Refusal } from '../errors'
import type { Plan } from '../plan/schema/plan'
import type { Runbook, Step } from '../plan/schema/runbook'
import type { Outcome } from './events/facts'
import { holderOf } from './holds-command'
import { mayStillAct } from './may-still-act'
import { isDone, pointOfNoReturnInDoubt, stepsToUndo } from './ready'
import { digestOf } from './resolve-step'
import type { IncidentState, RunState, StepState } from './state'
import { stepOf } from './state'

/**
 * Ways out where nothing else tells what became of a run: whoever commands proposes, a second person agrees, both on the
 * record. What happens in between to what was proposed of ends the proposal.
 */
export interface Proposing {
  plan: Plan
  state: IncidentState
  run: RunState
  runbook: Runbook
  now: string
}

export const happenedWords: Readonly<Record<Outcome, string>> = {
  happened: 'happened',
  'did-not-happen': 'did not happen',
}

/** Why what became of a step is not for people to say now; null where it is, and no reading says otherwise. */
export function settleRefusal(scene: Proposing, step: Step, outcome: Outcome): Refusal | null {
  const { state, run, runbook, now } = scene
  const { id } = step
  if (runbook.pointOfNoReturn !== id)
    return { code: 'not-now', message: `${id} is not the one-way step: retry it, take it over or skip it.` }
  if (isDone(state, run, runbook, id)) return { code: 'already-done', message: `${id} is done.` }
  const crossed = run.pointOfNoReturn !== null
  if (!crossed && !pointOfNoReturnInDoubt(run, runbook))
    return {
      code: 'not-now',
      message: `${id} did not happen: whatever was sent of it is known to have changed nothing.`,
    }
  const sending = mayStillAct(run, [step], now)
  if (sending !== null) return sending
  // A run before it that was given up may hear of it after that.
  const before = state.runs.some(
    (one) =>
      one.id !== run.id && one.runbook === run.runbook && one.status === 'abandoned' && one.pointOfNoReturn !== null,
  )
  const contrary = outcome === 'happened' ? null : seenToHappen(step, stepOf(run, id), crossed || before)
  return contrary === null
    ? null
    : { code: 'not-now', message: `${id} cannot be said not to have happened: ${contrary}.` }
}

/** In every state, as soon as nothing that was sent can act any more. */
export function abandonRefusal({ run, runbook, now }: Proposing): Refusal | null {
  return mayStillAct(run, runbook.steps, now)
}

/** Names a word that waits for a second one, with all that it says: what is agreed to is what was read. */
export function wordDigest({ at: _, ...said }: Proposal | NonNullable<StepState['attested']>): string {
  return digestOf(said)
}

/** A second person, of a duty that answers for what is agreed to. */
export function agreeRefusal(scene: Proposing, proposal: Proposal, person: string, rolesOf: RolesOf): Refusal | null {
  const { plan } = scene
  const overtaken = refusalOf(scene, proposal)
  if (overtaken !== null) return overtaken
  if (!maySay(proposal, proposal.kind === 'abandon' ? 'run.abandon' : 'step.settle', rolesOf))
    return {
      code: 'not-now',
      message: 'Whoever proposed it no longer has the role or the account for it. It is to be proposed anew.',
    }
  if (proposal.by.kind === 'person' && proposal.by.person === person)
    return { code: 'own-request', message: 'You proposed it; another person agrees.' }
  if (proposal.kind === 'abandon' && digestOf(leavesBehind(scene)) !== digestOf(proposedToLeave(proposal)))
    return {
      code: 'not-now',
      message: 'What it would leave has changed since it was proposed. It is to be proposed anew.',
    }
  const duties = agreeingDuties(scene, proposal)
  const approves = duties.every((duty) => plan.duties.find(({ id }) => id === duty)?.role === 'approver')
  if (approves && !rolesOf(person).includes('approver'))
    return { code: 'no-duty', message: 'Whoever may approve agrees to it.' }
  if (duties.some((duty) => holderOf({ ...scene, rolesOf }, duty) === person)) return null
  const titles = duties.map((id) => plan.duties.find((duty) => duty.id === id)?.title ?? id)
  return { code: 'no-duty', message: `Whoever holds ${titles.join(' or ')} agrees to it.`, missing: titles }
}

/** Whether a word that waits for a second one is still of somebody who may say it. */
export function maySay({ by, at }: Pick<Mark, 'by' | 'at'>, permission: Permission, rolesOf: RolesOf): boolean {
  return by.kind === 'person' && may(rolesOf(by.person, { account: by.account, at }), permission)
}

/** Who approves the step; for the whole run whoever approves any of its steps, or holds a duty where nobody does. */
export function agreeingDuties({ plan, runbook }: Proposing, proposal: Proposal): string[] {
  const rules = runbook.approvals.filter(({ steps }) => proposal.kind === 'abandon' || steps.includes(proposal.step))
  const named = [...new Set(rules.flatMap(({ duties }) => duties))]
  return named.length > 0 ? named : plan.duties.filter(({ role }) => role !== 'sponsor').map(({ id }) => id)
}

/** What an abandoned run leaves: steps whose effect stays, and steps that were begun and not ended. */
export function leavesBehind({ state, run, runbook }: Proposing): { left: string[]; open: string[] } {
  const rests = ['pending', 'undone', 'skipped']
  const open = runbook.steps.filter(
    ({ id }) => !isDone(state, run, runbook, id) && !rests.includes(stepOf(run, id).status),
  )
  return { left: staysBehind(run, runbook), open: open.map(({ id }) => id) }
}

/** Steps whose effect stays where the run ends as it stands, a promotion that came to light among them. */
export function staysBehind(run: RunState, runbook: Runbook): string[] {
  const undone = stepsToUndo(run, runbook).map(({ id }) => id)
  const crossed = run.pointOfNoReturn?.step
  return crossed === undefined || undone.includes(crossed) ? undone : [crossed, ...undone]
}

const proposedToLeave = ({ left, open }: { left: string[]; open: string[] }) => ({ left, open })

function refusalOf(scene: Proposing, proposal: Proposal): Refusal | null {
  if (proposal.kind === 'abandon') return abandonRefusal(scene)
  const step = scene.runbook.steps.find(({ id }) => id === proposal.step)
  return step === undefined
    ? { code: 'not-found', message: `The runbook has no step ${proposal.step}.` }
    : settleRefusal(scene, step, proposal.outcome)
}

function seenToHappen(step: Step, { attempts, judged, proof }: StepState, crossed: boolean): string | null {
  if (crossed) return 'the point of no return was crossed'
  const last = attempts.findLast(({ kind, commands }) => kind === 'act' && commands.length > 0)
  const seen = last?.commands.find(({ status }) => ['accepted', 'partial', 'in-progress', 'present'].includes(status))
  if (seen !== undefined) return `${seen.text} was ${seen.status === 'accepted' ? 'accepted' : 'seen to act'}`
  const met = step.expect.length > 0 && step.expect.every((_, index) => judged[index]?.verdict === 'met')
  return met || proof?.verdict === 'met' ? 'everything that proves it was read' : null
}
