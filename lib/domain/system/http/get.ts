import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const GetParameters = z.strictObject({
  path: HttpPath,
  /** Left out: any 2xx is ok. */
  expectStatus: z.number().int().min(100).max(599).optional(),
})

export const get = defineReading({
  kind: 'http.get',
  title: 'The status of an HTTP request',
  parameters: GetParameters,
  fields: { status: 'number', ok: 'flag', milliseconds: 'number' },
  permissions: [],
  example: { path: '/healthz', expectStatus: 200 },
  note: 'Says what status came back, by whoever answered: a proxy counts. It is no proof of a fence, nor of a write.',
})
