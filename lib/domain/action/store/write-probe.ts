import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const WriteProbeParameters = z.strictObject({ path: HttpPath })

/** Being unreachable is an answer here, `reached: false`, and proves nothing; only `rejected` proves a fence. */
export const writeProbe = defineReading({
  kind: 'store.writeProbe',
  title: 'Whether a store still takes writes',
  systemKind: 'http',
  parameters: WriteProbeParameters,
  fields: { reached: 'flag', accepted: 'flag', rejected: 'flag', detail: 'text' },
})
