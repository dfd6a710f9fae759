import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const NewestHeartbeatParameters = z.strictObject({ path: HttpPath })

export const newestHeartbeat = defineReading({
  kind: 'store.newestHeartbeat',
  title: 'The newest heartbeat readable in a store',
  parameters: NewestHeartbeatParameters,
  fields: { writtenAt: 'time', sequence: 'number', region: 'text', inRecovery: 'flag' },
  permissions: [],
  example: { path: '/heartbeat/newest' },
})
