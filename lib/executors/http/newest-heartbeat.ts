import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import { boundCall, sourceOf } from './bound-call'
import { InstantText } from '../transport/instant-text'
import { jsonResult } from '../transport/json-request'
import { instantNow } from '../instant-now'

/** All of the heartbeat is null in a store that holds none. */
const Reply = z.object({
  writtenAt: InstantText.nullable(),
  sequence: z.number().nullable(),
  region: z.string().max(100).nullable(),
  inRecovery: z.boolean(),
})

export const newestHeartbeat: EyesOf<typeof http, 'newestHeartbeat'> = {
  async read({ path }, context) {
    const observedAt = instantNow(context)
    const { value } = await jsonResult(await boundCall(context, { path }), Reply)
    const { writtenAt, sequence, region, inRecovery } = value
    if (writtenAt === null || sequence === null || region === null) {
      throw new ExecutorError('refused', 'no-heartbeat', 'the store holds no heartbeat yet')
    }
    const fields = { writtenAt, sequence, region, inRecovery }
    return { observedAt, source: sourceOf(context, path), fields }
  },
}
