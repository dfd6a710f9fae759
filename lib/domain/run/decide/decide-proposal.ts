import type { PersonCommand } from '../commands'
import type { Refusal } from '../../errors'
import type { IncidentEvent } from '../events/event'
import { heldOff, heldOffUntil, toLookOver } from '../holds-off'
import { abandonRefusal, agreeRefusal, leavesBehind, type Proposing, settleRefusal, wordDigest } from '../proposal'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { currentAttempt, stepOf } from '../state'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, notInCommand, refuse } from './decision'

type Of<T> = Extract<PersonCommand, { type: T }>

/** Said by whoever commands; only a second person makes it count. */
export function settleOutcome(state: IncidentState, command: Of<'settle-outcome'>, context: DecideContext): Decision {
  const no = notInCommand(state, context, 'step.settle')
  if (no !== null) return no
  const found = sceneOf(state, command.runId, context)
  if ('decision' in found) return found.decision
  const step = found.scene.runbook.steps.find(({ id }) => id === command.step)
  if (step === undefined) return refuse('not-found', `The runbook has no step ${command.step}.`)
  const refusal = settleRefusal(found.scene, step, command.outcome)
  if (refusal !== null) return { ok: false, refusal }
  const { runId, outcome, statement } = command
  return accept({ type: 'step.outcomeProposed', payload: { runId, step: step.id, outcome, statement } })
}

export function abandonRun(state: IncidentState, command: Of<'abandon-run'>, context: DecideContext): Decision {
  const no = notInCommand(state, context, 'run.abandon')
  if (no !== null) return no
  const found = sceneOf(state, command.runId, context)
  if ('decision' in found) return found.decision
  const refusal = heldOffNow(context) ?? abandonRefusal(found.scene)
  if (refusal !== null) return { ok: false, refusal }
  const payload = { runId: command.runId, reason: command.reason, ...leavesBehind(found.scene) }
  return accept({ type: 'run.abandonProposed', payload })
}

export function agreeToProposal(state: IncidentState, command: Of<'agree-proposal'>, context: DecideContext): Decision {
  const no = forbidden(context, 'run.agree')
  if (no !== null || context.actor.kind !== 'person') return no ?? refuse('forbidden', 'Only a person agrees.')
  const found = sceneOf(state, command.runId, context)
  if ('decision' in found) return found.decision
  const { scene } = found
  const { proposal } = scene.run
  if (proposal?.sequence !== command.proposal || wordDigest(proposal) !== command.digest)
    return refuse('not-now', 'That is not proposed any more.')
  const refusal = agreeRefusal(scene, proposal, context.actor.person, context.rolesOf)
  if (refusal !== null) return { ok: false, refusal }
  const { runId } = command
  const held = proposal.kind === 'abandon' ? heldOffNow(context) : null
  if (held !== null) return { ok: false, refusal: held }
  if (proposal.kind === 'abandon') {
    const unlooked = toLookOver(scene.run, context.serverAfter) ? { notLookedOver: true as const } : {}
    const payload = { runId, proposal: proposal.sequence, reason: proposal.reason, ...leavesBehind(scene), ...unlooked }
    return accept(...leftInDoubt(scene), { type: 'run.abandoned', payload })
  }
  const { step, outcome, statement } = proposal
  const settled = { runId, step, outcome, proposal: proposal.sequence, statement }
  const crossing = outcome === 'happened' && scene.run.pointOfNoReturn === null
  const crossed = { runId, step, at: context.now, requestId: null, confirmed: true as const }
  return accept(
    { type: 'step.outcomeSettled', payload: settled },
    ...(crossing ? [{ type: 'run.pointOfNoReturnCrossed' as const, payload: crossed }] : []),
  )
}

/** A run is given up only once whatever was sent without an entry that is left would have come to light. */
function heldOffNow({ serverSince = null, now, clock = now }: DecideContext): Refusal | null {
  const held = heldOffUntil(serverSince, clock)
  return held === null ? null : heldOff(serverSince, held)
}

function sceneOf(state: IncidentState, runId: string, { plan, now }: DecideContext) {
  const found = liveRun(state, runId)
  if ('decision' in found) return found
  const scene: Proposing = { plan, state, run: found.run, runbook: runbookOf(plan, found.run.runbook), now }
  return { scene }
}

/** Nobody looks after what is still open any more: it ends without an outcome. */
function leftInDoubt({ run, runbook }: Proposing): IncidentEvent[] {
  return runbook.steps.flatMap(({ id }): IncidentEvent[] => {
    const attempt = currentAttempt(stepOf(run, id))
    if (attempt === null) return []
    const message = 'The run was abandoned before it was known what became of it.'
    const payload = { runId: run.id, step: id, attempt: attempt.number, code: 'abandoned', message }
    return [attempt.kind === 'undo' ? { type: 'step.undoFailed', payload } : { type: 'step.failed', payload }]
  })
}
