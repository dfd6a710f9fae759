import { z } from 'zod'
import { NoticeWay } from '../plan/schema/notice'
import { mayBeId, wellFormed } from '../well-formed'
import { Outcome } from './events/facts'
import { DecisionKind, Mode } from './events/incident-events'
import { textLimits, tooLong } from './text-limits'

const Text = z.string({ error: 'Write it as text.' }).overwrite(wellFormed)
const Reason = atMost(textLimits.reason, Text.trim().min(3, 'Say it in a few words: it goes on the record.'))
/** A stop must not wait for typing. */
const OptionalReason = atMost(textLimits.reason, Text.trim())
const Id = z.string().refine(mayBeId, 'An id has 1 to 200 characters, none of them a control character or half of one.')
const run = { runId: Id }
const step = { ...run, step: Id }

/** What a person may ask of an incident. Each is one verb of lib/services; `type` is its name. */
export const personCommands = {
  'declare-incident': z.strictObject({ class: Id, statement: Reason }),
  'assign-duty': z.strictObject({ duty: Id, person: Id.nullable() }),
  'attest-gate': z.strictObject({ runbook: Id, gate: Id, statement: Reason }),
  'correct-impact': z.strictObject({ at: z.iso.datetime({ offset: true }), reason: Reason }),
  'record-decision': z.strictObject({
    runId: Id.nullable(),
    kind: DecisionKind,
    subject: Id.nullable(),
    statement: Reason,
  }),
  'call-poll': z.strictObject({ question: Reason, duties: z.array(Id).min(1) }),
  'answer-poll': z.strictObject({
    poll: z.number().int().positive(),
    answer: z.enum(['go', 'no-go']),
    reason: OptionalReason.nullable(),
  }),
  'close-poll': z.strictObject({ poll: z.number().int().positive() }),
  'start-run': z.strictObject({ runbook: Id }),
  'request-approval': z.strictObject({ ...run, rule: Id }),
  'give-approval': z.strictObject({ requestId: Id, digest: z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 digest') }),
  'refuse-approval': z.strictObject({ requestId: Id, reason: Reason }),
  /** By one way, or by every way of the plan. */
  'ask-again': z.strictObject({ requestId: Id, person: Id, way: NoticeWay.optional() }),
  'see-approval': z.strictObject({ requestId: Id }),
  'give-go': z.strictObject(run),
  'pause-run': z.strictObject({ ...run, reason: Reason }),
  'resume-run': z.strictObject(run),
  'abort-run': z.strictObject({ ...run, reason: OptionalReason }),
  'roll-back-run': z.strictObject({ ...run, reason: Reason }),
  'retry-step': z.strictObject(step),
  /** It timed out and its expectation came true since. */
  'count-step': z.strictObject(step),
  'skip-step': z.strictObject({ ...step, reason: Reason }),
  'take-over-step': z.strictObject({ ...step, reason: Reason }),
  'attest-step': z.strictObject({ ...step, statement: Reason }),
  /** `digest`: of the attestation that was read (`wordDigest`). */
  'confirm-step': z.strictObject({ ...step, digest: z.string().max(80) }),
  'settle-outcome': z.strictObject({ ...step, outcome: Outcome, statement: Reason }),
  'abandon-run': z.strictObject({ ...run, reason: Reason }),
  /**
   * By the number of its entry and the digest of what it says (`wordDigest`): what was proposed since is another matter,
   * also where the database lost its last entries and their numbers came again.
   */
  'agree-proposal': z.strictObject({ ...run, proposal: z.number().int().positive(), digest: z.string().max(80) }),
  'close-incident': z.strictObject({ reason: Reason }),
} as const
export type PersonVerb = keyof typeof personCommands
/** Every verb a person may ask the console for. */
export type Verb = PersonVerb | 'propose-incident'
/** Those that are server actions. Abort has a route of its own: actions of one browser wait for each other. */
export type ActionVerb = Exclude<Verb, 'abort-run'>
export type PersonCommand = {
  [V in PersonVerb]: { type: V } & z.infer<(typeof personCommands)[V]>
}[PersonVerb]

export const ProposeIncident = z.strictObject({
  planKey: Id,
  environment: Id,
  title: atMost(textLimits.title, Text.trim().min(3, 'Say what is wrong, in a few words.')),
  mode: Mode,
})
export type ProposeIncident = z.infer<typeof ProposeIncident>

/** The limit in a person's words, counted by signs: the page says the same before it sends. */
function atMost(limit: number, text: z.ZodString): z.ZodString {
  return text.superRefine((value, context) => {
    const problem = tooLong(value, limit)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
}
