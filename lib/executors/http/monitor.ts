import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { z } from 'zod'
import { boundCall, sourceOf } from './bound-call'
import { InstantText } from '../transport/instant-text'
import { jsonResult } from '../transport/json-request'

const Status = z.object({
  ok: z.boolean(),
  consecutive: z.number().int().nonnegative(),
  since: InstantText,
  firstFailedAt: InstantText.nullable(),
  errorRatio60s: z.number().nullable(),
  total: z.number().int().nonnegative(),
  checkedAt: InstantText,
})

/** The monitor's own check time is the time of the fact: a monitor that stopped checking grows old, not green. */
export const monitor: EyesOf<typeof http, 'monitor'> = {
  async read({ path }, context) {
    const { value } = await jsonResult(await boundCall(context, { path }), Status)
    const { ok, consecutive, since, firstFailedAt, errorRatio60s, total, checkedAt } = value
    return {
      observedAt: checkedAt,
      source: sourceOf(context, path),
      fields: { ok, consecutive, since, firstFailedAt, errorRatio: errorRatio60s, total, checkedAt },
    }
  },
}
