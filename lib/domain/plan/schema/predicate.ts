import { z } from 'zod'
import { Duration } from './primitives'

export const Operator = z.enum([
  'is',
  'is-not',
  'below',
  'at-most',
  'above',
  'at-least',
  'empty',
  'not-empty',
  'one-of',
])
export type Operator = z.infer<typeof Operator>

const Operand = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))])

/**
 * A checked fact about the world, as data: `reading` names a reading of the plan and one of its fields
 * (`global-cluster.targetIsWriter`). With `hold` it must have been true without a break for that long.
 */
export const Predicate = z.strictObject({
  title: z.string().min(1).describe('What is true when this holds, in words'),
  reading: z.string().regex(/^[A-Za-z][\w-]*\.[A-Za-z]\w*$/, 'name a reading and its field: reading.field'),
  operator: Operator,
  value: Operand.optional().describe('Text may refer to ${names.x}'),
  hold: Duration.optional(),
})
export type Predicate = z.infer<typeof Predicate>
