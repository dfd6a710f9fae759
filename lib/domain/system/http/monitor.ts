import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const MonitorParameters = z.strictObject({ path: HttpPath })

/** `observedAt` is when the monitor last checked; `firstFailedAt` is null while it is well. */
export const monitor = defineReading({
  kind: 'synthetic.monitor',
  title: 'The verdict of an outside monitor',
  parameters: MonitorParameters,
  fields: {
    ok: 'flag',
    consecutive: 'number',
    since: 'time',
    firstFailedAt: 'time',
    errorRatio: 'number',
    total: 'number',
    checkedAt: 'time',
  },
  permissions: [],
  example: { path: '/status' },
})
