import { classRunbooks } from '../../plan/class-runbooks'
import { lostConsent } from '../approval'
import { chooseRunbook } from '../choose-runbook'
import type { PersonCommand } from '../commands'
import type { IncidentEvent } from '../events/event'
import { gatesBarring } from '../gates'
import { holderOf, holdsCommand } from '../holds-command'
import { impactBounds, outsideBounds } from '../impact-bounds'
import { acceptedLoss } from '../loss-bound'
import { hasUndo } from '../ready'
import { runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { nextPoll } from '../next-poll'
import { isLive } from '../state'
import { unsaid } from '../unsaid'
import type { DecideContext, Decision } from './decision'
import { accept, forbidden, notInCommand, refuse } from './decision'
import { withVoided } from './void-changed'

type Of<T> = Extract<PersonCommand, { type: T }>

export function declareIncident(
  state: IncidentState,
  command: Of<'declare-incident'>,
  context: DecideContext,
): Decision {
  const no = forbidden(context, 'incident.declare')
  if (no !== null) return no
  if (state.declared !== null) return refuse('already-done', `Declared as ${state.declared.class} before.`)
  const disaster = context.plan.disasterClasses.find((candidate) => candidate.id === command.class)
  if (disaster === undefined) return refuse('not-found', `The plan knows no class ${command.class}.`)
  const refusal = classRefusal(state, command.class, context)
  if (refusal !== null) return refuse('wrong-class', refusal)
  const live = state.runs.find(isLive)
  if (live !== undefined && !classRunbooks(disaster).includes(live.runbook))
    return refuse('wrong-class', `The run under way follows ${live.runbook}. Stop it before declaring another class.`)
  const choice = chooseRunbook(context.plan, disaster, context.serving ?? [], state.runs)
  // Once a run is under way it has begun to move what is read: it is held to its own gates.
  const runbook = live === undefined ? choice.runbook : runbookOf(context.plan, live.runbook)
  if (runbook === null)
    return refuse('wrong-class', `This plan has no runbook for ${disaster.title}. ${disaster.response}`)
  if (choice.refusal !== null && state.runs.length === 0)
    return refuse('no-standby', choice.refusal, ['a standby that is read as ready'])
  const barring = gatesBarring(state, runbook, 'declare')
  if (barring.length > 0)
    return refuse(
      'gate-bars',
      'Declaring is barred.',
      barring.map((g) => `${g.gate.id} ${g.gate.title}: ${g.reason}`),
    )
  return accept({
    type: 'incident.declared',
    payload: { class: command.class, runbook: runbook.id, statement: command.statement },
  })
}

/** The measured fact that speaks against the class, in the plan's words; judged by the worker like a gate. */
export function classRefusal(state: IncidentState, disasterClass: string, context: DecideContext): string | null {
  const rules = context.plan.disasterClasses.find((candidate) => candidate.id === disasterClass)?.refusedWhen ?? []
  const index = rules.findIndex((_, i) => state.gates[`class/${disasterClass}/${i}`]?.verdict === 'met')
  return index === -1 ? null : (rules[index]?.reason ?? null)
}

export function assignDuty(state: IncidentState, command: Of<'assign-duty'>, context: DecideContext): Decision {
  const duty = context.plan.duties.find((candidate) => candidate.id === command.duty)
  const self = context.actor.kind === 'person' && context.actor.person === command.person
  // Taking the command oneself is how an incident without a commander gets one.
  const no =
    self && duty?.role === 'commander'
      ? forbidden(context, 'incident.declare')
      : notInCommand(state, context, 'incident.assign-duty')
  if (no !== null) return no
  if (duty === undefined) return refuse('not-found', `The plan knows no duty ${command.duty}.`)
  if ((state.duties[duty.id] ?? null) === command.person) return refuse('already-done', 'That is so already.')
  if (command.person !== null && !context.rolesOf(command.person).includes(duty.role))
    return refuse('forbidden', `${duty.title} needs the role ${duty.role}, which this person does not have.`)
  const assigned = { type: 'incident.dutyAssigned' as const, payload: { duty: duty.id, person: command.person } }
  return accept(assigned, ...voidedWith(state, duty.id, command.person, context))
}

/** What was approved under a duty is void with it, at once: given back to the same person it would stand again. */
function voidedWith(
  state: IncidentState,
  duty: string,
  person: string | null,
  { rolesOf }: DecideContext,
): IncidentEvent[] {
  const { [duty]: _, ...others } = state.duties
  const then = { ...state, duties: person === null ? others : { ...others, [duty]: person } }
  const live = state.runs.find(isLive)
  return Object.values(state.requests).flatMap((request): IncidentEvent[] => {
    if (request.runId !== live?.id || request.ended !== null || lostConsent(state, request, rolesOf) !== null) return []
    const reason = lostConsent(then, request, rolesOf)
    return reason === null
      ? []
      : [{ type: 'approval.voided', payload: { runId: request.runId, requestId: request.id, reason } }]
  })
}

export function attestGate(state: IncidentState, command: Of<'attest-gate'>, context: DecideContext): Decision {
  const no = forbidden(context, 'incident.attest-gate')
  if (no !== null || context.actor.kind !== 'person') return no ?? refuse('forbidden', 'Only a person attests.')
  const { person } = context.actor
  const gate = context.plan.runbooks.find((r) => r.id === command.runbook)?.gates.find((g) => g.id === command.gate)
  if (gate === undefined) return refuse('not-found', 'There is no such gate.')
  if (gate.attest === undefined) return refuse('not-now', `${gate.id} is not a matter of anybody's word.`)
  if (holderOf({ ...context, state }, gate.attest.duty) !== person) {
    const title = context.plan.duties.find((d) => d.id === gate.attest?.duty)?.title ?? gate.attest.duty
    return refuse('no-duty', `${gate.id} is attested by whoever holds ${title}.`, [title])
  }
  const missing = unsaid(gate.attest, command.statement)
  if (missing.length > 0)
    return refuse('bad-input', `${gate.id} is attested sentence by sentence. Confirm each, or leave it open.`, missing)
  const read = state.gates[`${command.runbook}/${gate.id}`]?.verdict ?? 'unknown'
  const standsIn = gate.check.length > 0 && gate.ifUnknown === 'attest' && read === 'unknown'
  const payload = { runbook: command.runbook, gate: gate.id, statement: command.statement }
  const attested = {
    type: 'incident.gateAttested' as const,
    payload: { ...payload, ...(standsIn ? { standsIn } : {}) },
  }
  return accept(...withVoided(state, [attested], context))
}

export function correctImpact(state: IncidentState, command: Of<'correct-impact'>, context: DecideContext): Decision {
  const no = forbidden(context, 'incident.correct-impact')
  if (no !== null) return no
  const at = new Date(command.at).toISOString()
  const outside = outsideBounds(at, impactBounds(state, context.now))
  if (outside !== null) return refuse('bad-input', outside)
  const correction = state.impact !== null || state.impactSaid !== null
  const source = correction ? 'corrected by a person' : 'said by a person'
  const payload = { at, source, correction, reason: command.reason }
  return accept(...withVoided(state, [{ type: 'incident.impactRecorded', payload }], context))
}

export function recordDecision(state: IncidentState, command: Of<'record-decision'>, context: DecideContext): Decision {
  const { kind, runId, subject, statement } = command
  const no = forbidden(context, kind === 'note' ? 'incident.add-note' : 'incident.record-decision')
  if (no !== null || context.actor.kind !== 'person') return no ?? refuse('forbidden', 'Only a person decides.')
  const run = runId === null ? null : state.runs.find((candidate) => candidate.id === runId)
  if (run === undefined) return refuse('not-found', 'There is no such run.')
  if (kind === 'accept-unproven') {
    if (run === null || subject === null) return refuse('bad-input', 'Say which step of which run.')
    const rule = runbookOf(context.plan, run.runbook).steps.find((step) => step.id === subject)?.unproven
    if (rule === undefined) return refuse('not-now', `${subject} must be proven; nobody may accept less.`)
    if (holderOf({ ...context, state }, rule.acceptedBy) !== context.actor.person)
      return refuse('no-duty', `Only whoever holds ${rule.acceptedBy} accepts this.`, [rule.acceptedBy])
  } else if (kind !== 'note' && !holdsCommand({ ...context, state }, context.actor.person))
    return refuse('no-duty', 'Only whoever commands this incident accepts that.')
  if ((kind === 'accept-unknown-loss' || kind === 'accept-loss' || kind === 'accept-unknown-serving') && run === null)
    return refuse('bad-input', 'Say for which run.')
  if (kind === 'accept-no-undo') {
    const step = run === null ? null : runbookOf(context.plan, run.runbook).steps.find(({ id }) => id === subject)
    if (step == null) return refuse('bad-input', 'Say which step of which run.')
    if (!hasUndo(step)) return refuse('not-now', `${step.id} has no undo that could be given up.`)
  }
  if (kind === 'accept-lost-proof') {
    const lost = run === null ? undefined : run.steps[subject ?? '']?.proof
    if (lost === undefined) return refuse('bad-input', 'Say which step of which run.')
    if (lost === null || lost.verdict === 'met') return refuse('not-now', `The proof of ${subject} stands.`)
  }
  if (kind === 'accept-loss' && acceptedLoss(subject) === null)
    return refuse('bad-input', 'Say how much may be lost, in whole milliseconds.')
  if (kind === 'accept-unknown-gate' || kind === 'override-gate') {
    const no = gateRefusal(state, kind, subject, context)
    if (no !== null) return no
  }
  const payload = { kind, runId, subject, statement }
  return accept(...withVoided(state, [{ type: 'incident.decisionRecorded', payload }], context))
}

function gateRefusal(
  state: IncidentState,
  kind: 'accept-unknown-gate' | 'override-gate',
  subject: string | null,
  { plan }: DecideContext,
): Decision | null {
  const found = plan.runbooks
    .flatMap((runbook) => runbook.gates.map((gate) => ({ key: `${runbook.id}/${gate.id}`, gate })))
    .find(({ key }) => key === subject)
  if (found === undefined) return refuse('not-found', 'There is no such gate.')
  const { key, gate } = found
  if (kind === 'override-gate') {
    if (gate.ifUnknown !== 'warn') return refuse('not-now', `${gate.id} bars until it holds; nobody may override it.`)
    if (state.gates[key]?.verdict !== 'unmet') return refuse('not-now', `${gate.id} was not read as unmet.`)
    return null
  }
  if (gate.attest !== undefined) return refuse('not-now', `${gate.id} is attested, not accepted.`)
  if (gate.ifUnknown !== 'attest') return refuse('not-now', `${gate.id} bars until it is known.`)
  return null
}

export function poll(
  state: IncidentState,
  command: Of<'call-poll'> | Of<'answer-poll'> | Of<'close-poll'>,
  context: DecideContext,
): Decision {
  const no = forbidden(context, command.type === 'answer-poll' ? 'incident.answer-poll' : 'incident.call-poll')
  if (no !== null || context.actor.kind !== 'person') return no ?? refuse('forbidden', 'Only a person is polled.')
  if (command.type === 'call-poll') {
    if (state.polls.some((p) => p.closed === null)) return refuse('not-now', 'A poll is open; close it first.')
    const duties = [...new Set(command.duties)]
    const unknown = duties.filter((id) => !context.plan.duties.some((duty) => duty.id === id))
    if (unknown.length > 0) return refuse('not-found', `The plan knows no duty ${unknown.join(', ')}.`)
    const payload = { poll: nextPoll(state), question: command.question, duties }
    return accept({ type: 'incident.pollCalled', payload })
  }
  const open = state.polls.find((p) => p.number === command.poll)
  if (open === undefined) return refuse('not-found', 'There is no such poll.')
  if (open.closed !== null) return refuse('not-now', 'The poll is closed.')
  if (command.type === 'close-poll') return accept({ type: 'incident.pollClosed', payload: { poll: open.number } })
  const { person } = context.actor
  // Who holds two of the duties speaks for both.
  const held = open.duties.filter((duty) => holderOf({ ...context, state }, duty) === person)
  if (held.length === 0) return refuse('no-duty', 'The poll does not ask a duty you hold.')
  const { answer, reason } = command
  return accept(
    ...held.map((duty) => ({
      type: 'incident.pollAnswered' as const,
      payload: { poll: open.number, duty, answer, reason },
    })),
  )
}

export function closeIncident(state: IncidentState, command: Of<'close-incident'>, context: DecideContext): Decision {
  const no = notInCommand(state, context, 'incident.close')
  if (no !== null) return no
  if (state.runs.some(isLive)) return refuse('not-now', 'A run is under way. Finish it or roll it back first.')
  return accept({ type: 'incident.closed', payload: { reason: command.reason } })
}
