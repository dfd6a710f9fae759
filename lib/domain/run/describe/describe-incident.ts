import { assertNever } from '../../assert-never'
import { lossWords } from '../../view/format/duration'
import { utcClock } from '../../view/format/instant'
import type { DecisionKind, incidentEvents } from '../events/incident-events'
import { acceptedLoss } from '../loss-bound'
import type { Describers } from './description'
import { lossFigureWords, readingsWords } from './fact-words'

export const incidentDescribers: Describers<keyof typeof incidentEvents> = {
  'incident.proposed': ({ title, alert, plan }) => ({
    kind: alert === null ? 'decision' : 'alert',
    what: `proposed: ${title}`,
    restsOn: alert === null ? `plan ${plan.hash.slice(0, 7)}` : `${alert.name} of ${alert.source}`,
    key: true,
  }),
  'incident.alertReceived': ({ name, status, fingerprint }) => ({
    kind: 'alert',
    what: `${name} ${status}`,
    restsOn: `fingerprint ${fingerprint.slice(0, 8)}`,
    key: true,
  }),
  'incident.impactRecorded': ({ at, source, correction, reason }) => ({
    kind: reason === null ? 'reading' : 'decision',
    what: `impact ${correction ? 'corrected to' : reason === null ? 'since' : 'said to begin at'} ${utcClock(at)}`,
    restsOn: reason ?? source,
    key: true,
  }),
  'incident.dutyAssigned': ({ duty, person }, words) => ({
    kind: 'room',
    what: person === null ? `nobody holds ${words.duty(duty)}` : `${words.person(person)} holds ${words.duty(duty)}`,
  }),
  'incident.gateJudged': ({ runbook, gate, verdict, readings, reason }, words) => ({
    kind: 'proof',
    what: `${gate} ${verdict}: ${words.gate(runbook, gate)}`,
    restsOn: readings.length === 0 ? reason : readingsWords(readings),
  }),
  'incident.gateAttested': ({ runbook, gate, statement }, words) => ({
    kind: 'decision',
    what: `attested ${gate}: ${words.gate(runbook, gate)}`,
    restsOn: statement,
    key: true,
  }),
  'incident.declared': (payload, words) => ({
    kind: 'decision',
    what: `declared ${words.disasterClass(payload.class)}`,
    restsOn: payload.statement,
    key: true,
  }),
  'incident.classRefused': (payload, words) => ({
    kind: 'decision',
    what: `refused to declare ${words.disasterClass(payload.class)}`,
    restsOn: payload.reason,
    key: true,
  }),
  'incident.decisionRecorded': ({ kind, subject, statement }) => ({
    kind: 'decision',
    what: kind === 'note' ? `note: ${statement}` : acceptance(kind, subject),
    restsOn: kind === 'note' ? '' : statement,
    step: kind === 'accept-unproven' || kind === 'accept-no-undo' ? subject : null,
    key: true,
  }),
  'incident.pollCalled': ({ poll, question, duties }) => ({
    kind: 'room',
    what: `poll ${poll}: ${question}`,
    restsOn: `${duties.length} ${duties.length === 1 ? 'duty' : 'duties'} asked`,
    key: true,
  }),
  'incident.pollAnswered': ({ poll, duty, answer, reason }, words) => ({
    kind: 'room',
    what: `${words.duty(duty)} says ${answer.toUpperCase()} in poll ${poll}`,
    restsOn: reason ?? '',
  }),
  'incident.pollClosed': ({ poll }) => ({ kind: 'room', what: `poll ${poll} closed` }),
  'incident.closed': ({ reason }) => ({ kind: 'decision', what: 'incident closed', restsOn: reason, key: true }),
  'tier.recoverySeen': ({ tier, at, source }) => ({
    kind: 'proof',
    what: `${tier} seen back at ${utcClock(at)}, not yet sustained`,
    restsOn: source,
    tier,
    key: true,
  }),
  'tier.recoveryLost': ({ tier, at, source }) => ({
    kind: 'proof',
    what: `${tier} failed again at ${utcClock(at)}`,
    restsOn: source,
    tier,
    key: true,
  }),
  'tier.recovered': ({ tier, at, source }) => ({
    kind: 'proof',
    what: `${tier} recovered at ${utcClock(at)}, sustained`,
    restsOn: source,
    tier,
    key: true,
  }),
  'tier.failed': ({ tier, at, source }) => ({
    kind: 'proof',
    what: `${tier} is down since ${utcClock(at)}`,
    restsOn: source,
    tier,
    key: true,
  }),
  'tier.relapsed': ({ tier, at, source }) => ({
    kind: 'proof',
    what: `${tier} is down again since ${utcClock(at)}`,
    restsOn: source,
    tier,
    key: true,
  }),
  'loss.measured': ({ loss }) => ({
    kind: 'reading',
    what: `measured loss ${lossFigureWords(loss, true)}`,
    restsOn: loss.source,
    key: true,
  }),
  'loss.wentUnknown': ({ last, why }) => ({
    kind: 'reading',
    what: `what would be lost is UNKNOWN, last known ${lossFigureWords(last, false)}`,
    restsOn: why,
    key: true,
  }),
  'loss.cameBack': ({ loss }) => ({
    kind: 'reading',
    what: `what would be lost can be read again: ${lossFigureWords(loss, false)}`,
    restsOn: loss.source,
  }),
}

function acceptance(kind: Exclude<DecisionKind, 'note'>, subject: string | null) {
  switch (kind) {
    case 'accept-unknown-loss':
      return 'accepted that the loss is unknown'
    case 'accept-unknown-serving':
      return 'accepted that which region serves is not known'
    case 'accept-loss':
      return `accepted a loss up to ${lossWords(acceptedLoss(subject) ?? 0)}`
    case 'accept-unproven':
      return `accepted that ${subject ?? 'a step'} stays unproven`
    case 'accept-no-undo':
      return `accepted that ${subject ?? 'a step'} cannot be undone by machine`
    case 'accept-lost-proof':
      return `accepted to go on without the proof of ${subject ?? 'a step'}`
    case 'accept-unknown-gate':
      return `accepted that ${subject ?? 'a gate'} stays unknown`
    case 'override-gate':
      return `went on although ${subject ?? 'a gate'} does not hold`
    default:
      return assertNever(kind, 'acceptance')
  }
}
