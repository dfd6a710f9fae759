import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const AcknowledgedParameters = z.strictObject({ path: HttpPath })

export const acknowledged = defineReading({
  kind: 'witness.acknowledged',
  title: 'The newest write acknowledged, as an outside witness saw it',
  parameters: AcknowledgedParameters,
  fields: { lastAt: 'time', sequence: 'number', ratePerSecond: 'number', orders: 'number' },
  permissions: [],
  example: { path: '/' },
})
