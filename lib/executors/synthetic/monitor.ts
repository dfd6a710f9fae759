import { z } from 'zod'
import { MonitorParameters } from '@/lib/domain/action/synthetic/monitor'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { boundCall, sourceOf } from '../http/bound-call'
import { InstantText } from '../http/instant-text'
import { jsonResult } from '../http/json-request'
import { parseParameters } from '../parse-parameters'

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
export const monitor: ReadingExecutor = {
  kind: 'synthetic.monitor',

  async read(reading, context) {
    const { path } = parseParameters(MonitorParameters, reading.parameters)
    const { value } = await jsonResult(await boundCall(context, { path }), Status)
    const { ok, consecutive, since, firstFailedAt, errorRatio60s, total, checkedAt } = value
    return {
      id: reading.id,
      observedAt: checkedAt,
      source: sourceOf(context, path),
      fields: { ok, consecutive, since, firstFailedAt, errorRatio: errorRatio60s, total, checkedAt },
    }
  },
}
