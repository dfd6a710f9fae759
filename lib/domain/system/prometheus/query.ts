import { z } from 'zod'
import { defineReading } from '../definition'

export const QueryParameters = z.strictObject({ query: z.string().trim().min(1).max(2_000) })

/** One number: an empty vector is UNKNOWN, and so are several series, which the query should aggregate. */
export const query = defineReading({
  kind: 'prometheus.query',
  title: 'The value of a PromQL expression now',
  parameters: QueryParameters,
  fields: { value: 'number', samples: 'number' },
  permissions: [],
  example: { query: 'sum(up)' },
})
