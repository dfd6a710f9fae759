import { performance } from 'node:perf_hooks'
import { GetParameters } from '@/lib/domain/action/http/get'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { boundCall, sourceOf } from './bound-call'
import { jsonRequest } from './json-request'

export const get: ReadingExecutor = {
  kind: 'http.get',

  async read(reading, context) {
    const { path, expectStatus } = parseParameters(GetParameters, reading.parameters)
    const observedAt = instantNow(context)
    const call = await boundCall(context, { path })
    const started = performance.now()
    const { status } = await jsonRequest(call)
    const milliseconds = Math.round(performance.now() - started)
    const ok = expectStatus === undefined ? status >= 200 && status < 300 : status === expectStatus
    return { id: reading.id, observedAt, source: sourceOf(context, path), fields: { status, ok, milliseconds } }
  },
}
