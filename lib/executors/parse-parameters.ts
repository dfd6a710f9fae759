import type { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'

/** Parameters are checked again by the hand that uses them: nothing is sent on a word that was not checked. */
export function parseParameters<P extends z.ZodType>(schema: P, parameters: unknown): z.infer<P> {
  const result = schema.safeParse(parameters)
  if (result.success) return result.data
  const first = result.error.issues[0]
  const place = first === undefined ? '' : `${first.path.join('.')}: ${first.message}`
  throw new ExecutorError('refused', 'invalid-parameters', `not sent, the parameters do not fit: ${place}`)
}
