import { z } from 'zod'
import { Effect, Instant, JournalFacts, LossFigure, Outcome, ReadingFact, Stands, Verdict } from './facts'

const run = { runId: z.string() }
const attempt = { ...run, step: z.string(), attempt: z.number().int() }

/** What was read of the expectation of a step that is done. `broken` names predicates by index. */
const proofRead = {
  verdict: Verdict,
  broken: z.array(z.number().int()),
  readings: z.array(ReadingFact),
  reason: z.string(),
}

/** `untold`: its target does not tell, so that nobody can say that nothing of it is in the world. */
const LookedAt = z.strictObject({ step: z.string(), detail: z.string(), untold: z.literal(true).optional() })
export type LookedAt = z.infer<typeof LookedAt>

export const runEvents = {
  /** Arming begins: reversible work may start, approvals may be asked for. Holds the single-flight lock. */
  'run.started': z.strictObject({
    ...run,
    runbook: z.string(),
    planHash: z.string(),
    environmentHash: z.string(),
    promotionBoundary: z.string(),
    timeScale: z.string(),
    /** The one-way step, where an earlier run of this runbook was given up with it done, or nobody knowing whether. */
    inDoubt: z.string().optional(),
  }),
  'run.goGiven': z.strictObject({ ...run, loss: LossFigure.nullable(), requests: z.array(z.string()) }),
  'run.paused': z.strictObject({ ...run, reason: z.string() }),
  /**
   * `goAgain`: it had been stopped after GO, before the point of no return; GO is to be given anew. `outlived`: it was
   * paused for longer than its consents are good for, which is the same as stopped.
   */
  'run.resumed': z.strictObject({
    ...run,
    goAgain: z.literal(true).optional(),
    outlived: z.literal(true).optional(),
  }),
  /** `stands`: on which side of the point of no return it was asked for. */
  'run.abortRequested': z.strictObject({
    ...run,
    reason: z.string(),
    stands: Stands.optional(),
    /** The row of the register in which it was heard first, and when; absent in a history from before there was one. */
    stop: z.string().optional(),
    askedAt: Instant.optional(),
  }),
  /** Every attempt's outcome is known. Before the point of no return undo is on offer; after it only forward. */
  'run.stopped': z.strictObject({ ...run, forwardOnly: z.boolean() }),
  'run.rollbackRequested': z.strictObject({ ...run, reason: z.string() }),
  'run.rolledBack': z.strictObject(run),
  /**
   * Aborted on the way back, every outcome known: it ends here, and what `left` names was not undone. `notLookedOver`: the
   * database may have lost its last entries, and what those may have told of was not looked for.
   */
  'run.rollbackStopped': z.strictObject({
    ...run,
    left: z.array(z.string()),
    notLookedOver: z.literal(true).optional(),
  }),
  'run.pointOfNoReturnCrossed': z.strictObject({
    ...run,
    step: z.string(),
    at: Instant,
    requestId: z.string().nullable(),
    /** Two persons say so: that it was done by hand, or that it happened. */
    confirmed: z.literal(true).optional(),
  }),
  /**
   * A run that goes back, after the database may have lost its last entries: what they may not tell was looked for. `found`
   * are the steps of which something is, or may be, in the world though no entry tells of it.
   */
  'run.lookedOver': z.strictObject({ ...run, found: z.array(LookedAt) }),
  /** Its tiers are back and all that is left only watches: it bars no other run from its promotion boundary any more. */
  'run.boundaryReleased': z.strictObject({ ...run, left: z.array(z.string()) }),
  /** A new run of the same incident takes its place; `left` is what it had still to do. */
  'run.superseded': z.strictObject({ ...run, by: z.string(), left: z.array(z.string()) }),
  /** With what it would leave, as an abandoned run names it; absent in entries from before it was said. */
  'run.abandonProposed': z.strictObject({
    ...run,
    reason: z.string(),
    left: z.array(z.string()).optional(),
    open: z.array(z.string()).optional(),
  }),
  /**
   * A second person agreed to `proposal`, the number of its entry: it ends where it stands. `left` names the steps whose
   * effect stays, `open` those that were begun and not ended.
   */
  'run.abandoned': z.strictObject({
    ...run,
    proposal: z.number().int(),
    reason: z.string(),
    left: z.array(z.string()),
    open: z.array(z.string()),
    /** As of `run.rollbackStopped`. */
    notLookedOver: z.literal(true).optional(),
  }),
  'run.completed': z.strictObject({ ...run, outcome: z.enum(['recovered', 'completed-with-exceptions']) }),
} as const

export const stepEvents = {
  /** Intent: committed before any request leaves. A one-way step's intent ends the last safe abort. */
  'step.intended': z.strictObject({
    ...attempt,
    kind: z.enum(['act', 'undo']),
    digest: z.string(),
    commands: z.array(
      z.strictObject({ index: z.number().int(), action: z.string(), text: z.string(), before: JournalFacts }),
    ),
    sendBefore: Instant,
    /** From when on nothing of it can arrive any more, nor come to light; by sendBefore where it is not given. */
    quietAt: Instant.optional(),
    /** Of the one-way step: what it would lose at this moment. */
    loss: LossFigure.optional(),
    /** Of a step with no way back: what it rests on, read again right before. */
    proofs: z.array(z.strictObject({ step: z.string(), readAt: Instant, ...proofRead })).optional(),
  }),
  'step.commandAccepted': z.strictObject({
    ...attempt,
    command: z.number().int(),
    requestId: z.string().nullable(),
    facts: JournalFacts,
    outputs: JournalFacts,
  }),
  'step.commandRefused': z.strictObject({
    ...attempt,
    command: z.number().int(),
    code: z.string(),
    message: z.string(),
    requestId: z.string().nullable(),
    /** Nothing was changed and the same may be sent again. */
    busy: z.boolean(),
  }),
  /** What a target answered once a person had ended the attempt. It says what happened, and nothing else of the step. */
  'step.answeredLate': z.strictObject({
    ...attempt,
    command: z.number().int(),
    accepted: z.boolean(),
    requestId: z.string().nullable(),
    facts: JournalFacts,
    outputs: JournalFacts,
    /** Of a refusal; null where it was accepted. */
    code: z.string().nullable(),
    message: z.string().nullable(),
  }),
  /**
   * Nothing of an ended attempt can arrive any more, counted by the worker's own clock: the database's was set back
   * behind the intent, and no time of an entry says it.
   */
  'step.fellQuiet': z.strictObject(attempt),
  'step.commandUnreachable': z.strictObject({
    ...attempt,
    command: z.number().int(),
    code: z.string(),
    message: z.string(),
    /** As of `step.observed`; absent: by the time of the entry. */
    final: z.boolean().optional(),
  }),
  /** The reply is missing: the effect may or may not be in the world. Observed before anything else. */
  'step.inDoubt': z.strictObject({ ...attempt, command: z.number().int(), reason: z.string() }),
  'step.observed': z.strictObject({
    ...attempt,
    command: z.number().int(),
    effect: Effect,
    facts: JournalFacts,
    outputs: JournalFacts,
    detail: z.string(),
    /** Whether nothing can change it any more: looked at once all was quiet, or no request had left. By time if absent. */
    final: z.boolean().optional(),
  }),
  /** The verdict of one predicate of the expectation changed. */
  'step.judged': z.strictObject({
    ...attempt,
    predicate: z.number().int(),
    verdict: Verdict,
    fact: ReadingFact,
  }),
  'step.recorded': z.strictObject({ ...attempt, readings: z.array(ReadingFact) }),
  'step.succeeded': z.strictObject({ ...attempt, outputs: JournalFacts }),
  /** What later steps rest on is read on: it no longer holds, cannot be told any more, or holds again. */
  /** `late`: of a step that had timed out; it came true, or is no longer so. */
  'step.proofJudged': z.strictObject({ ...run, step: z.string(), ...proofRead, late: z.literal(true).optional() }),
  /** It timed out, its expectation came true, and it counts as done: on the same readings as any other. */
  'step.countedDone': z.strictObject({ ...run, step: z.string(), outputs: JournalFacts }),
  /** Neither met nor refuted within its window: needs a recorded acceptance to count as done. */
  'step.unproven': z.strictObject({ ...attempt, readings: z.array(ReadingFact) }),
  'step.failed': z.strictObject({ ...attempt, code: z.string(), message: z.string() }),
  /** The engine let go of the attempt: aborted before it was sent, or its effect was observed absent. */
  'step.withdrawn': z.strictObject({ ...attempt, reason: z.string() }),
  /** Nothing was sent: what it must have first is not to be had. It waits for a person. */
  'step.barred': z.strictObject({ ...run, step: z.string(), code: z.string(), message: z.string() }),
  'step.retryRequested': z.strictObject({ ...run, step: z.string() }),
  'step.skipped': z.strictObject({ ...run, step: z.string(), reason: z.string() }),
  'step.takenOver': z.strictObject({ ...run, step: z.string(), reason: z.string() }),
  'step.attested': z.strictObject({ ...run, step: z.string(), statement: z.string() }),
  /** What became of the one-way step, as whoever commands says it: nothing changes until a second person agrees. */
  'step.outcomeProposed': z.strictObject({ ...run, step: z.string(), outcome: Outcome, statement: z.string() }),
  /** A second person agreed to `proposal`, the number of its entry. */
  'step.outcomeSettled': z.strictObject({
    ...run,
    step: z.string(),
    outcome: Outcome,
    proposal: z.number().int(),
    statement: z.string(),
  }),
  'step.undone': z.strictObject({ ...attempt }),
  'step.undoFailed': z.strictObject({ ...attempt, code: z.string(), message: z.string() }),
} as const
