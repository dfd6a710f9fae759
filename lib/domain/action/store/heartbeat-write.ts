import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const HeartbeatWriteParameters = z.strictObject({ path: HttpPath })

/** Writes one heartbeat row: harmless, and the only proof that a store takes writes. */
export const heartbeatWrite = defineReading({
  kind: 'store.heartbeatWrite',
  title: 'Whether a heartbeat row is accepted',
  systemKind: 'http',
  parameters: HeartbeatWriteParameters,
  fields: { accepted: 'flag', region: 'text', sqlstate: 'text' },
})
