import { WriteProbeParameters } from '@/lib/domain/action/store/write-probe'
import { ExecutorError, type ReadingExecutor } from '@/lib/engine/ports'
import { safeText } from '../fault/safe-text'
import { boundCall, sourceOf } from '../http/bound-call'
import { jsonRequest, type JsonReply } from '../http/json-request'
import { timeLimit } from '../http/time-limit'
import { parseParameters } from '../parse-parameters'
import { writeRefusal } from './write-refusal'

/** Short, so that a fence can be asked several times before it counts as unproven. */
const probeMilliseconds = 2_000

/** Only a store or gate that answers and rejects proves a fence; silence proves nothing. */
export const writeProbe: ReadingExecutor = {
  kind: 'store.writeProbe',

  async read(reading, context) {
    const { path } = parseParameters(WriteProbeParameters, reading.parameters)
    const observedAt = new Date().toISOString()
    const call = await boundCall(context, { path, method: 'POST', limit: timeLimit(probeMilliseconds) })
    const answer = (reached: boolean, accepted: boolean, rejected: boolean, detail: string) => ({
      id: reading.id,
      observedAt,
      source: sourceOf(context, path),
      fields: { reached, accepted, rejected, detail: safeText(detail, call.secrets) },
    })
    let reply: JsonReply
    try {
      reply = await jsonRequest(call)
    } catch (error) {
      if (!(error instanceof ExecutorError) || error.kind !== 'unreachable') throw error
      return answer(false, false, false, error.message)
    }
    if (reply.status === 200 || reply.status === 201) return answer(true, true, false, 'the write was accepted')
    const { sqlstate, words } = writeRefusal(reply.json)
    const rejected = reply.status === 403 || (reply.status === 409 && sqlstate === '25006')
    return answer(true, false, rejected, words === '' ? `HTTP status ${reply.status}` : words)
  },
}
