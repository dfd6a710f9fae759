import { z } from 'zod'
import { HeartbeatWriteParameters } from '@/lib/domain/action/store/heartbeat-write'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { badReply, httpFault } from '../fault/http-fault'
import { boundCall, sourceOf } from '../http/bound-call'
import { jsonRequest } from '../http/json-request'
import { parseParameters } from '../parse-parameters'
import { writeRefusal } from './write-refusal'

const Accepted = z.object({ region: z.string().max(100) })

/** A read-only node's refusal is an answer; anything else that is not an acceptance is no answer. */
export const heartbeatWrite: ReadingExecutor = {
  kind: 'store.heartbeatWrite',

  async read(reading, context) {
    const { path } = parseParameters(HeartbeatWriteParameters, reading.parameters)
    const observedAt = new Date().toISOString()
    const call = await boundCall(context, { path, method: 'POST' })
    const reply = await jsonRequest(call)
    const answer = (fields: { accepted: boolean; region: string; sqlstate: string }) => ({
      id: reading.id,
      observedAt,
      source: sourceOf(context, path),
      fields,
    })
    if (reply.status === 200 || reply.status === 201) {
      const accepted = Accepted.safeParse(reply.json)
      if (!accepted.success) throw badReply('read', reply.requestId, 'the acceptance names no region')
      return answer({ accepted: true, region: accepted.data.region, sqlstate: '' })
    }
    if (reply.status === 403 || reply.status === 409) {
      return answer({ accepted: false, region: '', sqlstate: writeRefusal(reply.json).sqlstate })
    }
    throw httpFault({ status: reply.status, requestId: reply.requestId }, 'read', call.secrets)
  },
}
