import type { RoomRow } from '../console/room-view'
import { may } from '../../access/roles'
import { commandRefusal } from '../../run/holds-command'
import type { Gate, Runbook } from '../../plan/schema/runbook'
import type { DisasterClass } from '../../plan/schema/plan'
import { asItEnded } from '../as-it-ended'
import { ask, type ActionView } from '../console/action'
import { takeCommand } from '../console/take-command'
import { checkRows, type DoneWhenRow } from '../console/done-when'
import { outsideFacts } from '../console/facts-to-say'
import { utcClock } from '../format/instant'
import { gateActions } from '../console/gate-focus'
import { gateWord, inPlaceWho } from '../console/gate-word'
import { roomView } from '../console/room'
import { actorName, dutyAndHolder, incidentLabel, listWords, whoMay } from '../names'
import type { IncidentInput, Viewer } from '../incident-input'
import { holdingIn } from '../incident-input'
import { servingViews, type ServingView } from '../serving-view'
import { readServing } from '../../posture/serving'
import type { GateShown } from '../../run/gates-shown'
import { chooseRunbook, type RunbookChoice } from '../../run/choose-runbook'
import { runbookOf } from '../../run/resolve-step'
import { classRunbooks } from '../../plan/class-runbooks'
import type { StatusKind } from '../console/step-words'

export interface DeclareView {
  now: string
  incident: { id: string; label: string; title: string; live: boolean; proposedAt: string; proposedBy: string }
  plan: { hash: string; environment: string }
  declared: { class: string; at: string; by: string } | null
  closed: { at: string; by: string; reason: string } | null
  alerts: { name: string; source: string; startsAt: string; resolved: boolean }[]
  impact: { at: string; source: string; corrections: { at: string; reason: string }[] } | null
  /** Somebody's word, while the monitors have seen no impact. */
  impactSaid: { at: string; by: string; reason: string } | null
  /** What the monitors outside say now; nothing of an incident that has ended. */
  outside: DoneWhenRow[]
  /** Where each promotion boundary runs now; nothing of an incident that has ended. */
  serving: ServingView[]
  classes: ClassView[]
  duties: RoomRow[]
  mayAssign: boolean
  /** What is known, as sentences for the statement. */
  facts: string[]
  /** Why this person may not declare; null when they may. */
  declareBecause: string | null
  /** While nobody commands, for whoever may. */
  takeCommand: ActionView | null
  /** For ending what turned out to be nothing. */
  actions: ActionView[]
}

export interface ClassView {
  id: string
  title: string
  scope: string
  response: string
  rto: string
  runbook: string | null
  /** A measured fact speaks against the class; the server refuses it with these words. */
  refused: string | null
  /** What would speak against it, as read now. */
  against: DoneWhenRow[]
  gates: GateView[]
}

export interface GateView {
  id: string
  title: string
  bars: string
  status: StatusKind
  word: string
  reason: string
  owner: string
  checks: DoneWhenRow[]
  /** Null: not a matter of anybody's word, or not stated yet. */
  attested: { statement: string; at: string; by: string } | null
  actions: ActionView[]
}

/** What is known, what it could be, and what bars going on. */
export function buildDeclareView(asked: IncidentInput, viewer: Viewer): DeclareView {
  const input = asItEnded(asked)
  const { state, plan, environment, persons } = input
  const { rows, mayAssign } = roomView(input, viewer)
  return {
    now: asked.now,
    incident: {
      id: state.id,
      label: incidentLabel(state),
      title: state.title,
      live: state.mode === 'live',
      proposedAt: state.proposed.at,
      proposedBy: actorName(persons, state.proposed.by),
    },
    plan: { hash: state.plan.hash.slice(0, 7), environment: environment.title },
    declared:
      state.declared === null
        ? null
        : {
            class: plan.disasterClasses.find((one) => one.id === state.declared?.class)?.title ?? state.declared.class,
            at: state.declared.at,
            by: actorName(persons, state.declared.by),
          },
    closed:
      state.closed === null
        ? null
        : { at: state.closed.at, by: actorName(persons, state.closed.by), reason: state.closed.reason },
    alerts: state.alerts.map(({ name, source, startsAt, resolved }) => ({ name, source, startsAt, resolved })),
    impact:
      state.impact === null
        ? null
        : {
            at: state.impact.at,
            source: state.impact.source,
            corrections: state.impactCorrections.map(({ at, reason }) => ({ at, reason })),
          },
    impactSaid:
      state.impact !== null || state.impactSaid === null
        ? null
        : {
            at: state.impactSaid.at,
            by: actorName(persons, state.impactSaid.mark.by),
            reason: state.impactSaid.reason,
          },
    outside: state.closed === null ? monitorRows(input) : [],
    serving: state.closed === null ? servingViews(input) : [],
    classes: plan.disasterClasses.map((disaster) => classView(input, disaster, viewer)),
    duties: rows,
    mayAssign,
    facts: state.closed === null ? knownFacts(input) : [],
    declareBecause: may(viewer.roles, 'incident.declare')
      ? null
      : `The commander declares: ${listWords(whoMay(input, ['commander'])) || 'nobody has that role'}.`,
    takeCommand: takeCommand({ ...holdingIn(input), state }, viewer),
    actions: state.closed === null ? [close(input, viewer)] : [],
  }
}

function classView(input: IncidentInput, disaster: DisasterClass, viewer: Viewer): ClassView {
  const { state } = input
  const { runbook, refusal } = offered(input, disaster)
  const against = checkRows(
    input,
    disaster.refusedWhen.map(({ when }) => when),
  )
  const index = disaster.refusedWhen.findIndex(
    (_, i) => state.gates[`class/${disaster.id}/${i}`]?.verdict === 'met' || against[i]?.status === 'ok',
  )
  return {
    id: disaster.id,
    title: disaster.title,
    scope: disaster.scope,
    response: disaster.response,
    rto: disaster.rto,
    runbook: runbook?.title ?? null,
    refused: index === -1 ? refusal : (disaster.refusedWhen[index]?.reason ?? null),
    // Here a fact that holds is bad news, and one that does not is what one hopes for.
    against: against.map((row) =>
      row.status === 'ok'
        ? { ...row, status: 'breached', word: 'speaks against it' }
        : row.status === 'waiting'
          ? { ...row, status: 'ok', word: 'does not hold' }
          : row,
    ),
    gates: runbook === null ? [] : runbook.gates.map((gate) => gateView(input, runbook, gate, viewer)),
  }
}

/** The runbook that would answer it now. Once a run was armed it has begun to move what is read: that is no refusal. */
function offered({ plan, state, ...input }: IncidentInput, disaster: DisasterClass): RunbookChoice {
  const ids = classRunbooks(disaster)
  const known = [state.declared?.runbook, state.runs.at(-1)?.runbook].find((id) => id !== undefined && ids.includes(id))
  if (known !== undefined) return { runbook: runbookOf(plan, known), refusal: null }
  const choice = chooseRunbook(plan, disaster, readServing({ plan, ...input }), state.runs)
  return state.runs.length > 0 ? { ...choice, refusal: null } : choice
}

const barWords: Readonly<Record<Gate['bars'], string>> = {
  declare: 'before declaring',
  arm: 'before arming',
  go: 'before GO',
}

function gateView(input: IncidentInput, runbook: Runbook, gate: Gate, viewer: Viewer): GateView {
  const { status, word, standing } = gateWord(input, runbook, gate)
  const attested = input.state.attested[`${runbook.id}/${gate.id}`]
  return {
    id: gate.id,
    title: gate.title,
    bars: barWords[gate.bars],
    status,
    word,
    reason: openedBy(input, standing),
    owner: gate.attest === undefined ? 'checked by machine' : dutyAndHolder(input, gate.attest.duty),
    // Today's readings say nothing of an incident that has ended.
    checks: input.state.closed === null ? checkRows(input, gate.check) : [],
    attested:
      attested === undefined
        ? null
        : { statement: attested.statement, at: attested.at, by: actorName(input.persons, attested.by) },
    actions: gateActions(input, runbook, gate, viewer, standing.bars),
  }
}

/** Why it is not met, or who answers for it in place of what would show it; an attestation stands by itself below. */
function openedBy(input: IncidentInput, { verdict, reason, inPlace }: GateShown): string {
  if (inPlace === null) return verdict === 'met' ? '' : reason
  return inPlace.as === 'attested' ? '' : inPlaceWho(input, inPlace)
}

function knownFacts(input: IncidentInput): string[] {
  const alerts = input.state.alerts.map(({ name, source, startsAt, resolved }) =>
    resolved ? `${name} of ${source} is resolved.` : `${name} fires since ${utcClock(startsAt)}, ${source}.`,
  )
  return [...alerts.slice(0, 2), ...outsideFacts(input)]
}

function monitorRows(input: IncidentInput): DoneWhenRow[] {
  const monitors = [...new Set(input.plan.tiers.flatMap((tier) => tier.outside?.monitors ?? []))]
  const titleOf = (id: string) => input.plan.readings.find((reading) => reading.id === id)?.title ?? id
  const rows = checkRows(
    input,
    monitors.map((id) => ({ title: titleOf(id), reading: `${id}.ok`, operator: 'is', value: true })),
  )
  return rows.map((row): DoneWhenRow => {
    if (row.status === 'ok') return { ...row, value: 'works', word: 'ok' }
    return row.status === 'waiting' ? { ...row, value: 'fails', status: 'breached', word: 'down' } : row
  })
}

function close(input: IncidentInput, viewer: Viewer): ActionView {
  return {
    key: 'close',
    label: 'Close without declaring',
    verb: 'close-incident',
    input: { incidentId: input.state.id },
    how: 'ask',
    ask: ask('reason', 'Why is this no incident?', 'It stands on the record; a new alert opens a new incident.', {
      suggestions: knownFacts(input),
    }),
    disabledBecause: may(viewer.roles, 'incident.close')
      ? (commandRefusal(holdingIn(input), viewer.person, 'incident.close')?.message ?? null)
      : 'The commander closes an incident.',
  }
}
