import { WriteProbeParameters } from '@/lib/domain/action/store/write-probe'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { httpFault } from '../fault/http-fault'
import { safeText } from '../fault/safe-text'
import { boundCall, sourceOf } from '../http/bound-call'
import { jsonRequest } from '../http/json-request'
import { timeLimit } from '../http/time-limit'
import { parseParameters } from '../parse-parameters'
import { writeRefusal } from './write-refusal'

/** Short, so that a fence can be asked several times before it counts as unproven. */
const probeMilliseconds = 2_000

/**
 * Only a store or gate that answers tells whether it takes writes. A refused connection, silence and a failure of the
 * store say neither: they are no answer, and `rejected` is then unknown, not false.
 */
export const writeProbe: ReadingExecutor = {
  kind: 'store.writeProbe',

  async read(reading, context) {
    const { path } = parseParameters(WriteProbeParameters, reading.parameters)
    const observedAt = new Date().toISOString()
    const call = await boundCall(context, { path, method: 'POST', limit: timeLimit(probeMilliseconds) })
    const answer = (accepted: boolean, detail: string) => ({
      id: reading.id,
      observedAt,
      source: sourceOf(context, path),
      fields: { accepted, rejected: !accepted, detail: safeText(detail, call.secrets) },
    })
    const { status, json, requestId } = await jsonRequest(call)
    if (status === 200 || status === 201) return answer(true, 'the write was accepted')
    const { sqlstate, words } = writeRefusal(json)
    if (status === 403 || (status === 409 && sqlstate === '25006'))
      return answer(false, words === '' ? `HTTP status ${status}` : words)
    throw httpFault({ status, requestId, words }, 'read', call.secrets)
  },
}
