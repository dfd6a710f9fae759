import { z } from 'zod'
import { Attestation, StepAttestation } from './attestation'
import { Tell } from './notice'
import { Duration, Name, Parameters } from './primitives'
import { Predicate } from './predicate'

/** none-needed: reads only. reversible: undo restores. compensable: undo leaves traces. one-way: no undo. */
export const WayBack = z.enum(['none-needed', 'reversible', 'compensable', 'one-way'])
export type WayBack = z.infer<typeof WayBack>

export const Phase = z.enum(['declare', 'arm', 'go', 'recover', 'prove', 'after'])
export type Phase = z.infer<typeof Phase>

/** One typed operation of a step. A step's commands have no order among themselves and run side by side. */
export const Command = z.strictObject({
  action: z.string().min(1).describe('The kind of the action, aws.rds.failoverGlobalCluster for example'),
  system: Name,
  with: Parameters,
  /** continue: a system that cannot be reached does not fail the step; its predicates decide. Refusals still fail it. */
  ifUnreachable: z.enum(['fail', 'continue']).default('fail'),
})
export type Command = z.infer<typeof Command>

/** What becomes of a step whose expectation could be neither met nor refuted: a recorded decision may stand in for it. */
export const Unproven = z.strictObject({
  after: Duration,
  acceptedBy: Name.describe('The duty whose recorded acceptance lets the run go on'),
  consequence: z.string().min(1).describe('What is risked by going on without proof, in words'),
})

export const Step = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]*\d[a-z]?$/, 'a step id such as S7'),
  title: z.string().min(1),
  purpose: z.string().min(1),
  phase: Phase,
  tier: Name.nullable().default(null),
  duty: Name.describe('The duty that owns the step'),
  after: z.array(z.string()).default([]),
  commands: z.array(Command).default([]),
  instructions: z.string().min(1).optional().describe('For manual work: what a person does before attesting it'),
  attest: StepAttestation.optional().describe(
    'What whoever did it by hand states on the record; readings decide all the same',
  ),
  records: z
    .array(Name)
    .default([])
    .describe('Readings taken once and kept as evidence; unknown ones are kept as unknown'),
  expect: z.array(Predicate).min(1, 'a step needs an expectation'),
  timeout: Duration,
  expected: z.strictObject({ p50: Duration, p95: Duration, source: z.string().min(1) }),
  wayBack: WayBack,
  rollback: z.string().min(1).describe('How one gets back, in words'),
  ifFails: z.string().min(1),
  destructive: z.boolean().default(false),
  unproven: Unproven.optional(),
  late: z
    .literal('counts')
    .optional()
    .describe('counts: where it timed out and its expectation comes true later, it is done by itself'),
  proves: z.array(Name).default([]).describe('Tiers whose recovery this step proves'),
  recovers: z.array(Name).optional().describe('Services this step brings back; the end of a run claims no others'),
})
export type Step = z.infer<typeof Step>

/** A condition that bars arming or GO. Checked by machine, by the steps it waits for, or attested by a duty. */
export const Gate = z.strictObject({
  id: z.string().regex(/^[A-Z]\d+[a-z]?$/, 'a gate id such as P2'),
  title: z.string().min(1),
  bars: z.enum(['declare', 'arm', 'go']),
  check: z.array(Predicate).default([]),
  steps: z.array(z.string()).default([]).describe('Steps that must be done'),
  attest: Attestation.optional().describe('What a person states on the record'),
  /**
   * What an unknown check means. attest: the statement may stand in for it; warn: shown, bars nothing. A check that was
   * read and does not hold bars all the same; with warn, until the commander overrides it on the record.
   */
  ifUnknown: z.enum(['block', 'attest', 'warn']).default('block'),
  again: z
    .literal('act')
    .optional()
    .describe('Judged until the one-way step is sent, and bars that too: what GO asked may have changed since'),
})
export type Gate = z.infer<typeof Gate>

/** One request that covers the named steps under one digest; consent of `persons` distinct persons of these duties. */
export const ApprovalRule = z.strictObject({
  id: z.string().regex(/^[A-Z]\d+[a-z]?$/),
  steps: z.array(z.string()).min(1),
  duties: z.array(Name).min(1),
  persons: z.number().int().min(2).default(2),
  expires: Duration,
  tell: z.array(Tell).optional().describe('How whoever is asked is told, by every way named'),
})
export type ApprovalRule = z.infer<typeof ApprovalRule>

/**
 * What an unplanned promotion loses. While both ends can be read it is the newest acknowledged write seen from
 * outside minus the newest write readable in the standby, both read now; never the last lag sample of a dead source.
 */
export const LossRule = z.strictObject({
  link: Name,
  acknowledged: z.string().describe('reading.field: when the newest write was acknowledged'),
  readable: z.string().describe('reading.field: when the newest write readable in the standby was written'),
  ratePerSecond: z.string().optional().describe('reading.field: writes per second, to say how many are lost'),
  noun: z.string().min(1).default('writes'),
  /** Measured from outside once the promotion is done. */
  measured: z
    .strictObject({ when: z.string(), seconds: z.string(), count: z.string() })
    .optional()
    .describe('reading.field each: a flag that it is measured, the seconds and the count that are missing'),
  maxAge: Duration,
  bound: Duration.describe('Approvals are void above it'),
})
export type LossRule = z.infer<typeof LossRule>

export const Runbook = z.strictObject({
  id: Name,
  title: z.string().min(1),
  from: Name,
  to: Name,
  promotionBoundary: Name,
  pointOfNoReturn: z.string().nullable().default(null),
  loss: LossRule.nullable().default(null),
  gates: z.array(Gate).default([]),
  approvals: z.array(ApprovalRule).default([]),
  steps: z.array(Step).min(1),
})
export type Runbook = z.infer<typeof Runbook>
