import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const HeartbeatWriteParameters = z.strictObject({ path: HttpPath })

/** Writes one heartbeat row: harmless, and the only proof that a store takes writes. */
export const heartbeatWrite = defineReading({
  kind: 'store.heartbeatWrite',
  title: 'Whether a heartbeat row is accepted',
  parameters: HeartbeatWriteParameters,
  fields: { accepted: 'flag', region: 'text', sqlstate: 'text' },
  permissions: [],
  example: { path: '/heartbeat' },
  note: 'Sends `{"probe": WORD}` with a new word each time. Accepted: 200 or 201 with `region` and the word. Not accepted: `sqlstate` or `rejected` with the word. Anything else is no answer.',
})
