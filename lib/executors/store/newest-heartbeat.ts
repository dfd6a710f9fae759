import { z } from 'zod'
import { NewestHeartbeatParameters } from '@/lib/domain/action/store/newest-heartbeat'
import { ExecutorError, type ReadingExecutor } from '@/lib/engine/ports'
import { boundCall, sourceOf } from '../http/bound-call'
import { InstantText } from '../http/instant-text'
import { jsonResult } from '../http/json-request'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'

/** All of the heartbeat is null in a store that holds none. */
const Reply = z.object({
  writtenAt: InstantText.nullable(),
  sequence: z.number().nullable(),
  region: z.string().max(100).nullable(),
  inRecovery: z.boolean(),
})

export const newestHeartbeat: ReadingExecutor = {
  kind: 'store.newestHeartbeat',

  async read(reading, context) {
    const { path } = parseParameters(NewestHeartbeatParameters, reading.parameters)
    const observedAt = instantNow(context)
    const { value } = await jsonResult(await boundCall(context, { path }), Reply)
    const { writtenAt, sequence, region, inRecovery } = value
    if (writtenAt === null || sequence === null || region === null) {
      throw new ExecutorError('refused', 'no-heartbeat', 'the store holds no heartbeat yet')
    }
    const fields = { writtenAt, sequence, region, inRecovery }
    return { id: reading.id, observedAt, source: sourceOf(context, path), fields }
  },
}
