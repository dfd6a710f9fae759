import { z } from 'zod'
import { Name } from './primitives'

/** What a person says on the record, sentence by sentence, and what there is to look at before saying it. */
export const Attestation = z.strictObject({
  duty: Name.describe('The duty that attests'),
  statement: z.string().min(1).max(500).describe('What is attested as a whole'),
  confirm: z
    .array(z.string().min(1).max(400))
    .min(1)
    .max(3, 'at most three sentences: what a reading can prove belongs under check')
    .optional()
    .describe(
      'What has to be confirmed one by one, each a sentence of the person who attests; by default the statement',
    ),
  readings: z
    .array(z.string())
    .max(8)
    .optional()
    .describe('reading.field each: shown beside the sentences with value, age and source, and not asked'),
  links: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(80),
        url: z.url({ protocol: /^https$/, error: 'an https address' }),
      }),
    )
    .max(6)
    .optional()
    .describe('Where to look first'),
})
export type Attestation = z.infer<typeof Attestation>

/** What whoever did a step by hand says of it; the duty that owns the step is there already. */
export const StepAttestation = Attestation.omit({ duty: true })
export type StepAttestation = z.infer<typeof StepAttestation>

/** The sentences somebody has to confirm. */
export function sentencesOf({ confirm, statement }: Pick<Attestation, 'confirm' | 'statement'>): readonly string[] {
  return confirm ?? [statement]
}
