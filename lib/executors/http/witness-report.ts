import { z } from 'zod'
import { boundCall, type HttpContext } from './bound-call'
import { InstantText } from '../transport/instant-text'
import { jsonResult } from '../transport/json-request'

const WitnessReport = z.object({
  lastAcknowledged: z.object({ sequence: z.number(), at: InstantText }).nullable(),
  orders: z.object({ acknowledged: z.number(), ratePerSecond: z.number() }),
  loss: z.object({ orders: z.number(), heartbeats: z.number(), seconds: z.number() }).nullable(),
})
export type WitnessReport = z.infer<typeof WitnessReport>

/** What the witness outside both regions has seen acknowledged, and what of it a promotion lost. */
export async function witnessReport(context: HttpContext, path: string): Promise<WitnessReport> {
  const { value } = await jsonResult(await boundCall(context, { path }), WitnessReport)
  return value
}
