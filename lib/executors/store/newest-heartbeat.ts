import { z } from 'zod'
import { NewestHeartbeatParameters } from '@/lib/domain/action/store/newest-heartbeat'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { boundCall, sourceOf } from '../http/bound-call'
import { InstantText } from '../http/instant-text'
import { jsonResult } from '../http/json-request'
import { parseParameters } from '../parse-parameters'

const Reply = z.object({
  writtenAt: InstantText,
  sequence: z.number(),
  region: z.string().max(100),
  inRecovery: z.boolean(),
})

export const newestHeartbeat: ReadingExecutor = {
  kind: 'store.newestHeartbeat',

  async read(reading, context) {
    const { path } = parseParameters(NewestHeartbeatParameters, reading.parameters)
    const observedAt = new Date().toISOString()
    const { value } = await jsonResult(await boundCall(context, { path }), Reply)
    const { writtenAt, sequence, region, inRecovery } = value
    const fields = { writtenAt, sequence, region, inRecovery }
    return { id: reading.id, observedAt, source: sourceOf(context, path), fields }
  },
}
