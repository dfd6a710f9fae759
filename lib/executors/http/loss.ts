import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { sourceOf } from './bound-call'
import { instantNow } from '../instant-now'
import { witnessReport } from './witness-report'

/** Not measured is not zero: the numbers are null until the witness has compared. */
export const loss: EyesOf<typeof http, 'loss'> = {
  async read({ path }, context) {
    const observedAt = instantNow(context)
    const { loss: found } = await witnessReport(context, path)
    const fields = {
      measured: found !== null,
      orders: found?.orders ?? null,
      seconds: found?.seconds ?? null,
      heartbeats: found?.heartbeats ?? null,
    }
    return { observedAt, source: sourceOf(context, path), fields }
  },
}
