import { AcknowledgedParameters } from '@/lib/domain/action/witness/acknowledged'
import { ExecutorError, type ReadingExecutor } from '@/lib/engine/ports'
import { sourceOf } from '../http/bound-call'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { witnessReport } from './witness-report'

export const acknowledged: ReadingExecutor = {
  kind: 'witness.acknowledged',

  async read(reading, context) {
    const { path } = parseParameters(AcknowledgedParameters, reading.parameters)
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
    return { id: reading.id, observedAt, source: sourceOf(context, path), fields }
  },
}
