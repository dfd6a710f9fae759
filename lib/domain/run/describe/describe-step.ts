import { groupedHex } from '../../view/format/amount'
import type { Verdict } from '../events/facts'
import type { stepEvents } from '../events/run-events'
import { happenedWords } from '../proposal'
import type { Describers, EventWords, Said } from './description'
import { factWords, factsWords, readingsWords, requestWords } from './fact-words'

interface OfStep {
  runId: string
  step: string
}

function ofStep({ runId, step }: OfStep, words: EventWords, said: Said): Said {
  return { ...said, step, tier: words.step(runId, step)?.tier ?? null }
}

/** Commands that speak to people are messages to whoever reads a timeline, whatever else a step does. */
const speaks = /^(slack|statuspage|pagerduty)\./

function ofCommand(payload: OfStep & { command: number }, words: EventWords, said: Omit<Said, 'kind'>): Said {
  const action = words.step(payload.runId, payload.step)?.actions[payload.command]
  const kind = action !== undefined && speaks.test(action) ? 'message' : 'step'
  return ofStep(payload, words, { ...said, kind, what: `${payload.step} ${action ?? 'command'} ${said.what}` })
}

const titled = ({ runId, step }: OfStep, words: EventWords, word: string) => {
  const title = words.step(runId, step)?.title
  return title === undefined ? `${step} ${word}` : `${step} ${word}: ${title}`
}

/** Of a step that is done, by what is read of its expectation now. */
const proofWords: Record<Verdict, string> = {
  met: 'holds',
  unmet: 'no longer holds',
  unknown: 'can no longer be told',
}

export const stepDescribers: Describers<keyof typeof stepEvents> = {
  'step.intended': (p, words) =>
    ofStep(p, words, {
      kind: 'step',
      what: `${p.kind === 'undo' ? `undo of ${p.step}` : p.step} intended, attempt ${p.attempt}`,
      restsOn: `digest ${groupedHex(p.digest, 8)}`,
    }),
  'step.commandAccepted': (p, words) =>
    ofCommand(p, words, { what: 'accepted', restsOn: requestWords(p.requestId) || factsWords(p.facts) }),
  'step.commandRefused': (p, words) =>
    ofCommand(p, words, {
      what: p.busy ? `found busy: ${p.code}` : `refused: ${p.code}`,
      restsOn: p.message,
      key: !p.busy,
    }),
  'step.answeredLate': (p, words) =>
    ofCommand(p, words, {
      what: p.accepted
        ? 'accepted after its attempt had ended'
        : `refused after its attempt had ended: ${p.code ?? ''}`,
      restsOn: p.accepted ? requestWords(p.requestId) || factsWords(p.facts) : (p.message ?? ''),
      key: true,
    }),
  'step.fellQuiet': (p, words) =>
    ofStep(p, words, {
      kind: 'step',
      what: `${p.step} attempt ${p.attempt} can act no more`,
      restsOn: 'counted by the worker: the database’s clock was set back',
    }),
  'step.commandUnreachable': (p, words) =>
    ofCommand(p, words, { what: `unreachable: ${p.code}`, restsOn: p.message, key: true }),
  'step.inDoubt': (p, words) => ofCommand(p, words, { what: 'in doubt', restsOn: p.reason, key: true }),
  'step.observed': (p, words) =>
    ofStep(p, words, {
      kind: 'proof',
      what: `${p.step} observed: effect ${p.effect.replaceAll('-', ' ')}`,
      restsOn: p.detail === '' ? factsWords(p.facts) : p.detail,
    }),
  'step.judged': (p, words) =>
    ofStep(p, words, {
      kind: 'proof',
      what: `${p.step} ${p.verdict}: ${factWords(p.fact)}`,
      restsOn: p.fact.source,
    }),
  'step.recorded': (p, words) =>
    ofStep(p, words, {
      kind: 'reading',
      what: `${p.step} kept ${p.readings.length} ${p.readings.length === 1 ? 'reading' : 'readings'}`,
      restsOn: readingsWords(p.readings),
    }),
  'step.succeeded': (p, words) =>
    ofStep(p, words, {
      kind: 'proof',
      what: titled(p, words, 'done'),
      restsOn: factsWords(p.outputs) || 'its expectation, met',
      key: true,
    }),
  'step.proofJudged': (p, words) =>
    ofStep(p, words, {
      kind: 'proof',
      what: titled(
        p,
        words,
        p.late === true && p.verdict === 'met' ? 'came true after its time' : proofWords[p.verdict],
      ),
      restsOn: p.reason === '' ? readingsWords(p.readings) : p.reason,
      key: true,
    }),
  'step.countedDone': (p, words) =>
    ofStep(p, words, {
      kind: 'proof',
      what: titled(p, words, 'counted as done'),
      restsOn: factsWords(p.outputs) || 'its expectation, met after its time',
      key: true,
    }),
  'step.unproven': (p, words) =>
    ofStep(p, words, {
      kind: 'proof',
      what: titled(p, words, 'unproven'),
      restsOn: readingsWords(p.readings),
      key: true,
    }),
  'step.failed': (p, words) =>
    ofStep(p, words, { kind: 'step', what: `${p.step} failed: ${p.code}`, restsOn: p.message, key: true }),
  'step.withdrawn': (p, words) =>
    ofStep(p, words, { kind: 'step', what: `${p.step} withdrawn, attempt ${p.attempt}`, restsOn: p.reason }),
  'step.barred': (p, words) =>
    ofStep(p, words, { kind: 'step', what: `${p.step} not begun: ${p.code}`, restsOn: p.message, key: true }),
  'step.retryRequested': (p, words) =>
    ofStep(p, words, { kind: 'decision', what: titled(p, words, 'to be retried'), key: true }),
  'step.skipped': (p, words) =>
    ofStep(p, words, { kind: 'decision', what: titled(p, words, 'skipped'), restsOn: p.reason, key: true }),
  'step.takenOver': (p, words) =>
    ofStep(p, words, { kind: 'decision', what: titled(p, words, 'taken over by hand'), restsOn: p.reason, key: true }),
  'step.attested': (p, words) =>
    ofStep(p, words, { kind: 'decision', what: titled(p, words, 'attested'), restsOn: p.statement, key: true }),
  'step.outcomeProposed': (p, words) =>
    ofStep(p, words, {
      kind: 'decision',
      what: `proposed that ${p.step} ${happenedWords[p.outcome]}`,
      restsOn: p.statement,
      key: true,
    }),
  'step.outcomeSettled': (p, words) =>
    ofStep(p, words, {
      kind: 'decision',
      what: `agreed to #${p.proposal}: ${p.step} ${happenedWords[p.outcome]}, on people's word`,
      restsOn: p.statement,
      key: true,
    }),
  'step.undone': (p, words) => ofStep(p, words, { kind: 'proof', what: titled(p, words, 'undone'), key: true }),
  'step.undoFailed': (p, words) =>
    ofStep(p, words, { kind: 'step', what: `undo of ${p.step} failed: ${p.code}`, restsOn: p.message, key: true }),
}
