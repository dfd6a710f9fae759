import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const WriteProbeParameters = z.strictObject({ path: HttpPath })

/** Only `rejected` proves a fence. A store that cannot be reached gives no answer: both flags are then unknown. */
export const writeProbe = defineReading({
  kind: 'store.writeProbe',
  title: 'Whether a store still takes writes',
  systemKind: 'http',
  parameters: WriteProbeParameters,
  fields: { accepted: 'flag', rejected: 'flag', detail: 'text' },
})
