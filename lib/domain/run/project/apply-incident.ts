import type { RecordedEvent } from '../events/event'
import type { IncidentState } from '../state'
import { nextPoll } from '../next-poll'
import { isLive } from '../state'
import { applyTier, statusOnceDeclared } from './apply-tier'
import { ImpossibleHistory, mark, runIn } from './impossible'
import { keepNewest } from './keep-newest'

/** Of lists that grow for as long as an incident is open. */
const kept = 100

export function proposedIncident(event: RecordedEvent): IncidentState {
  if (event.type !== 'incident.proposed') throw new ImpossibleHistory(event, 'an incident begins with its proposal')
  const { payload } = event
  const alert = payload.alert
  return {
    id: payload.incidentId,
    number: payload.number,
    plan: payload.plan,
    environment: payload.environment,
    mode: payload.mode,
    title: payload.title,
    status: 'proposed',
    proposed: mark(event),
    alerts:
      alert === null
        ? []
        : [
            {
              source: alert.source,
              name: alert.name,
              fingerprint: alert.fingerprint,
              startsAt: alert.startsAt,
              resolved: false,
              received: mark(event),
            },
          ],
    impact: null,
    impactSaid: null,
    impactCorrections: [],
    declared: null,
    duties: {},
    gates: {},
    attested: {},
    decisions: [],
    polls: [],
    tiers: {},
    loss: null,
    runs: [],
    requests: {},
    closed: null,
    decided: [],
    decidedBefore: 0,
    sequence: 0,
  }
}

export function applyIncident(draft: IncidentState, event: RecordedEvent): void {
  switch (event.type) {
    case 'incident.proposed':
      throw new ImpossibleHistory(event, 'proposed twice')
    case 'incident.alertReceived': {
      const { status, ...alert } = event.payload
      const known = draft.alerts.find((a) => a.fingerprint === alert.fingerprint && a.startsAt === alert.startsAt)
      if (known !== undefined) known.resolved = status === 'resolved'
      else draft.alerts.push({ ...alert, resolved: status === 'resolved', received: mark(event) })
      keepAlerts(draft)
      return
    }
    case 'incident.impactRecorded': {
      const { at, source, correction, reason } = event.payload
      if (draft.impact !== null && !correction)
        throw new ImpossibleHistory(event, 'impact stands; this is no correction')
      if (draft.impact === null && event.actor.kind === 'person') {
        draft.impactSaid = { at, reason: reason ?? '', mark: mark(event) }
        return
      }
      if (correction) draft.impactCorrections.push({ at, reason: reason ?? '', mark: mark(event) })
      keepNewest(draft.impactCorrections, kept)
      draft.impact = { at, source, tier: draft.impact?.tier ?? event.payload.tier ?? null, sequence: event.sequence }
      return applyTier(draft, event)
    }
    case 'incident.dutyAssigned': {
      const { duty, person } = event.payload
      if (person === null) delete draft.duties[duty]
      else draft.duties[duty] = person
      return loseConsents(draft, duty, person)
    }
    case 'incident.gateJudged': {
      const { runbook, gate, verdict, readings, reason } = event.payload
      draft.gates[`${runbook}/${gate}`] = { verdict, readings, reason, mark: mark(event) }
      return
    }
    case 'incident.gateAttested': {
      const { runbook, gate, statement, standsIn } = event.payload
      draft.attested[`${runbook}/${gate}`] = { ...mark(event), statement, ...(standsIn === true ? { standsIn } : {}) }
      return
    }
    case 'incident.declared':
      if (draft.declared !== null) throw new ImpossibleHistory(event, 'declared twice')
      draft.declared = { ...mark(event), ...event.payload }
      draft.status = statusOnceDeclared(draft)
      return
    case 'incident.classRefused':
      return
    case 'incident.decisionRecorded':
      draft.decisions.push({ ...mark(event), ...event.payload })
      if (event.payload.kind === 'note') keepNotes(draft)
      return
    case 'incident.pollCalled':
      if (event.payload.poll !== nextPoll(draft) || draft.polls.some((poll) => poll.closed === null))
        throw new ImpossibleHistory(event, 'another poll is open, or one is missing')
      draft.polls.push({
        number: event.payload.poll,
        question: event.payload.question,
        duties: event.payload.duties,
        called: mark(event),
        answers: {},
        closed: null,
      })
      keepNewest(draft.polls, kept)
      return
    case 'incident.pollAnswered':
    case 'incident.pollClosed': {
      const poll = draft.polls.find((candidate) => candidate.number === event.payload.poll)
      if (poll === undefined || poll.closed !== null) throw new ImpossibleHistory(event, 'no such poll is open')
      if (event.type === 'incident.pollClosed') poll.closed = mark(event)
      else {
        const { duty, answer, reason } = event.payload
        poll.answers[duty] = { ...mark(event), answer, reason }
      }
      return
    }
    case 'incident.closed':
      if (draft.runs.some(isLive)) throw new ImpossibleHistory(event, 'a run is under way')
      draft.closed = { ...mark(event), reason: event.payload.reason }
      draft.status = 'closed'
      return
    case 'tier.failed':
    case 'tier.relapsed':
    case 'tier.recoverySeen':
    case 'tier.recoveryLost':
    case 'tier.recovered':
      return applyTier(draft, event)
    case 'loss.measured':
      draft.loss = event.payload.loss
      for (const run of draft.runs.filter((one) => one.pointOfNoReturn !== null).slice(-1))
        run.measured = event.payload.loss
      return
    case 'loss.wentUnknown': {
      const { last, why } = event.payload
      runIn(draft, event).lossUnknown = { ...mark(event), last, why }
      return
    }
    case 'loss.cameBack':
      runIn(draft, event).lossUnknown = null
      return
    default:
      throw new ImpossibleHistory(event, 'not an event of an incident')
  }
}

/** What was approved under a duty goes with it for good: had again, it is another matter, and they approve anew. */
function loseConsents({ requests }: IncidentState, duty: string, holder: string | null): void {
  for (const { ended, answers } of Object.values(requests)) {
    if (ended !== null) continue
    for (const answer of answers)
      if (answer.duty === duty && answer.person !== holder && answer.answer === 'approved') answer.lost = true
  }
}

/** The first alert opened the incident. Of the others those go that are over: one that fires would be news again. */
function keepAlerts(draft: IncidentState): void {
  const over = draft.alerts.length - kept
  if (over < kept) return
  const gone = new Set(
    [...draft.alerts.keys()]
      .slice(1)
      .filter((at) => draft.alerts[at]?.resolved === true)
      .slice(0, over),
  )
  if (gone.size > 0) draft.alerts = draft.alerts.filter((_, at) => !gone.has(at))
}

/** Notes change nothing that is decided later; what was accepted counts for as long as the incident is open. */
function keepNotes(draft: IncidentState): void {
  // Looked through now and then: that costs as much as there are.
  if (draft.decisions.length % kept !== 0) return
  const notes = draft.decisions.filter(({ kind }) => kind === 'note')
  if (notes.length < 2 * kept) return
  const gone = new Set(notes.slice(0, -kept).map(({ sequence }) => sequence))
  draft.decisions = draft.decisions.filter(({ sequence }) => !gone.has(sequence))
}
