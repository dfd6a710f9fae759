import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { performance } from 'node:perf_hooks'
import { instantNow } from '../instant-now'
import { boundCall, sourceOf } from './bound-call'
import { jsonRequest } from '../transport/json-request'

export const get: EyesOf<typeof http, 'get'> = {
  async read({ path, expectStatus }, context) {
    const observedAt = instantNow(context)
    const call = await boundCall(context, { path })
    const started = performance.now()
    const { status } = await jsonRequest(call)
    const milliseconds = Math.round(performance.now() - started)
    const ok = expectStatus === undefined ? status >= 200 && status < 300 : status === expectStatus
    return { observedAt, source: sourceOf(context, path), fields: { status, ok, milliseconds } }
  },
}
