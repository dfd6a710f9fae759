import { z } from 'zod'
import { Instant, LossFigure } from './facts'

/** One step of what an approval covers, exactly as approvers see it. */
export const CoveredStep = z.strictObject({
  step: z.string(),
  title: z.string(),
  commands: z.array(
    z.strictObject({
      action: z.string(),
      system: z.string(),
      text: z.string(),
      account: z.string().nullable(),
      region: z.string().nullable(),
      endpoint: z.string(),
      identity: z.string().nullable(),
      parameters: z.string().describe('canonical JSON of the resolved parameters'),
    }),
  ),
  expect: z.array(z.string()),
  timeoutMilliseconds: z.number().int(),
  wayBack: z.string(),
  rollback: z.string(),
  /** What may be waived where the expectation cannot be told: by which duty, after how long, at what risk. */
  unproven: z
    .strictObject({ afterMilliseconds: z.number().int(), acceptedBy: z.string(), consequence: z.string() })
    .optional(),
  /** How often a person asked for the step again; left out for the first time. */
  generation: z.number().int().positive().optional(),
})
export type CoveredStep = z.infer<typeof CoveredStep>

/** Everything the digest covers. The digest is sha256 of its canonical form. */
export const ApprovalContent = z.strictObject({
  incidentId: z.string(),
  runId: z.string(),
  rule: z.string(),
  planHash: z.string(),
  environmentHash: z.string(),
  steps: z.array(CoveredStep),
  loss: z
    .strictObject({
      boundMilliseconds: z.number().int(),
      /** The commander's recorded acceptance of an unknown loss, when there is one. */
      unknownAccepted: z.string().nullable(),
    })
    .nullable(),
  /** The commander's recorded acceptance that which region serves is not known, when there is one. */
  unknownServingAccepted: z.string().optional(),
  /** Recorded acceptances of what may stay unproven, of the covered steps and of those they rest on. */
  unprovenAccepted: z.array(z.strictObject({ step: z.string(), statement: z.string() })),
  /** The way back of the steps is asked about, not the steps; left out otherwise. */
  undo: z.literal(true).optional(),
  /** Steps that were skipped though a covered step or GO rests on them; left out where none was. */
  skipped: z.array(z.string()).optional(),
  /** Recorded acceptances of what was proven and is no longer, of what the covered steps rest on: each time anew. */
  proofsAccepted: z
    .array(z.strictObject({ step: z.string(), statement: z.string(), entry: z.number().int() }))
    .optional(),
  /** Recorded acceptances that a step is done although no machine will know how to take it back; left out where none. */
  undoAccepted: z.array(z.strictObject({ step: z.string(), statement: z.string() })).optional(),
  /**
   * Checks that the commander went on against, or accepted as unknown; left out where there are none. `entry`: of the
   * word itself, since the same words said again are about another reading; absent in requests from before it was kept.
   */
  gatesPassed: z
    .array(
      z.strictObject({
        gate: z.string(),
        as: z.enum(['overridden', 'accepted-unknown']),
        statement: z.string(),
        entry: z.number().int().optional(),
      }),
    )
    .optional(),
})
export type ApprovalContent = z.infer<typeof ApprovalContent>

export const approvalEvents = {
  'approval.requested': z.strictObject({
    runId: z.string(),
    requestId: z.string(),
    rule: z.string(),
    digest: z.string(),
    content: ApprovalContent,
    duties: z.array(z.string()),
    persons: z.number().int(),
    expiresAt: Instant,
    /** What promoting would have lost when it was asked: shown and kept, and free to move within the bound. */
    loss: LossFigure.optional(),
  }),
  /** A person who is waited for had the request before their eyes, for the first time. */
  'approval.seen': z.strictObject({ runId: z.string(), requestId: z.string() }),
  'approval.given': z.strictObject({
    runId: z.string(),
    requestId: z.string(),
    digest: z.string(),
    duty: z.string(),
    statement: z.string().nullable(),
  }),
  'approval.refused': z.strictObject({
    runId: z.string(),
    requestId: z.string(),
    duty: z.string(),
    reason: z.string(),
  }),
  'approval.voided': z.strictObject({ runId: z.string(), requestId: z.string(), reason: z.string() }),
  'approval.expired': z.strictObject({ runId: z.string(), requestId: z.string() }),
} as const
