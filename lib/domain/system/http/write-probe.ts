import { z } from 'zod'
import { defineReading } from '../definition'
import { HttpPath } from '../parameter/http-path'

export const WriteProbeParameters = z.strictObject({ path: HttpPath })

/** Only `rejected` proves a fence. A store that cannot be reached gives no answer: both flags are then unknown. */
export const writeProbe = defineReading({
  kind: 'store.writeProbe',
  title: 'Whether a store still takes writes',
  parameters: WriteProbeParameters,
  fields: { accepted: 'flag', rejected: 'flag', detail: 'text' },
  permissions: [],
  example: { path: '/writes/probe' },
  note: 'Sends `{"probe": WORD}` with a new word each time, and counts only what the store or its gate says in answer to it: `{"probe": WORD}` with 200 or 201 is accepted, `{"rejected": WHY, "probe": WORD}` and `{"sqlstate": "25006", "probe": WORD}` with any other status are rejected. A bare 403 or 409, as a firewall, a mesh or an expired token gives it, is reached, not told: the reading is unknown and proves no fence.',
})
