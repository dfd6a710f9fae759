import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { ExecutorError } from '@/lib/engine/ports'
import { sourceOf } from './bound-call'
import { instantNow } from '../instant-now'
import { witnessReport } from './witness-report'

export const acknowledged: EyesOf<typeof http, 'acknowledged'> = {
  async read({ path }, context) {
    const observedAt = instantNow(context)
    const { lastAcknowledged, orders } = await witnessReport(context, path)
    if (lastAcknowledged === null) {
      throw new ExecutorError('refused', 'nothing-acknowledged', 'the witness has seen no write acknowledged yet')
    }
    const fields = {
      lastAt: lastAcknowledged.at,
      sequence: lastAcknowledged.sequence,
      ratePerSecond: orders.ratePerSecond,
      orders: orders.acknowledged,
    }
    return { observedAt, source: sourceOf(context, path), fields }
  },
}
