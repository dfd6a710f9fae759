import { LossParameters } from '@/lib/domain/action/witness/loss'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { sourceOf } from '../http/bound-call'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { witnessReport } from './witness-report'

/** Not measured is not zero: the numbers are null until the witness has compared. */
export const loss: ReadingExecutor = {
  kind: 'witness.loss',

  async read(reading, context) {
    const { path } = parseParameters(LossParameters, reading.parameters)
    const observedAt = instantNow(context)
    const { loss: found } = await witnessReport(context, path)
    const fields = {
      measured: found !== null,
      orders: found?.orders ?? null,
      seconds: found?.seconds ?? null,
      heartbeats: found?.heartbeats ?? null,
    }
    return { id: reading.id, observedAt, source: sourceOf(context, path), fields }
  },
}
