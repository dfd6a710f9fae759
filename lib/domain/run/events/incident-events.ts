import { z } from 'zod'
import { Instant, JournalFacts, LossFigure, ReadingFact, Verdict } from './facts'

/** live, or the kind of drill: stored with every number that comes out of it. */
export const Mode = z.enum(['live', 'tabletop', 'simulation', 'switchover', 'clone-failover', 'real-failover-drill'])
export type Mode = z.infer<typeof Mode>

export const DecisionKind = z.enum([
  'note',
  'accept-unknown-loss',
  /** More than the plan's bound; the subject is the accepted loss in whole milliseconds. */
  'accept-loss',
  /** Which region serves is unknown, or two say so; GO goes on all the same. */
  'accept-unknown-serving',
  'accept-unproven',
  /** What undo must know of the subject, a step, cannot be had; it is done all the same. */
  'accept-no-undo',
  /** What was proven of the subject, a step, no longer holds or cannot be told; what rests on it goes on all the same. */
  'accept-lost-proof',
  'accept-unknown-gate',
  /** A check was read and does not hold; the plan leaves it to the commander to go on. */
  'override-gate',
])
export type DecisionKind = z.infer<typeof DecisionKind>

export const incidentEvents = {
  /** Something may be wrong; nothing is decided. */
  'incident.proposed': z.strictObject({
    incidentId: z.string(),
    number: z.number().int(),
    plan: z.strictObject({ key: z.string(), hash: z.string() }),
    environment: z.strictObject({ name: z.string(), hash: z.string() }),
    mode: Mode,
    title: z.string(),
    alert: z
      .strictObject({
        source: z.string(),
        name: z.string(),
        fingerprint: z.string(),
        startsAt: Instant,
        labels: JournalFacts,
      })
      .nullable(),
  }),
  /** The alert fired again, resolved, or another joined. */
  'incident.alertReceived': z.strictObject({
    source: z.string(),
    name: z.string(),
    fingerprint: z.string(),
    status: z.enum(['firing', 'resolved']),
    startsAt: Instant,
  }),
  /** When the outage began, seen from outside; a correction is a later entry. */
  'incident.impactRecorded': z.strictObject({
    at: Instant,
    source: z.string(),
    correction: z.boolean(),
    reason: z.string().nullable(),
    /** The tier that was seen to fail; absent where a person said since when, or before tiers were named. */
    tier: z.string().optional(),
  }),
  'incident.dutyAssigned': z.strictObject({ duty: z.string(), person: z.string().nullable() }),
  /** A gate's verdict changed, with the readings it rests on. */
  'incident.gateJudged': z.strictObject({
    runbook: z.string(),
    gate: z.string(),
    verdict: Verdict,
    readings: z.array(ReadingFact),
    reason: z.string(),
  }),
  /** `standsIn`: its check could not be read, and the word stands in for it. */
  'incident.gateAttested': z.strictObject({
    runbook: z.string(),
    gate: z.string(),
    statement: z.string(),
    standsIn: z.literal(true).optional(),
  }),
  'incident.declared': z.strictObject({ class: z.string(), runbook: z.string(), statement: z.string() }),
  /** A class was asked for and refused by a measured fact. */
  'incident.classRefused': z.strictObject({ class: z.string(), reason: z.string() }),
  'incident.decisionRecorded': z.strictObject({
    kind: DecisionKind,
    runId: z.string().nullable(),
    subject: z.string().nullable(),
    statement: z.string(),
  }),
  'incident.pollCalled': z.strictObject({ poll: z.number().int(), question: z.string(), duties: z.array(z.string()) }),
  'incident.pollAnswered': z.strictObject({
    poll: z.number().int(),
    duty: z.string(),
    answer: z.enum(['go', 'no-go']),
    reason: z.string().nullable(),
  }),
  'incident.pollClosed': z.strictObject({ poll: z.number().int() }),
  'incident.closed': z.strictObject({ reason: z.string() }),

  /** First success seen from outside after impact: provisional until the run of successes proves sustained. */
  'tier.recoverySeen': z.strictObject({ tier: z.string(), at: Instant, source: z.string() }),
  'tier.recoveryLost': z.strictObject({ tier: z.string(), at: Instant, source: z.string() }),
  /** Sustained; `at` is the first success of that run. */
  'tier.recovered': z.strictObject({ tier: z.string(), at: Instant, provenAt: Instant, source: z.string() }),
  /** Another tier than the one the impact was seen on has begun to fail. */
  'tier.failed': z.strictObject({ tier: z.string(), at: Instant, source: z.string() }),
  /** It had recovered and fails again, by the rule that opened the outage; `at` is the first failure. */
  'tier.relapsed': z.strictObject({ tier: z.string(), at: Instant, source: z.string() }),
  /** Measured from outside after the promotion; null figures were not measurable. */
  'loss.measured': z.strictObject({ loss: LossFigure }),
  /** What promoting would lose can no longer be read; `last` is the newest figure that was known. */
  'loss.wentUnknown': z.strictObject({ runId: z.string(), last: LossFigure, why: z.string() }),
  'loss.cameBack': z.strictObject({ runId: z.string(), loss: LossFigure }),
} as const
