import { z } from 'zod'

/** Why a store did not take a write: its SQLSTATE (25006 is a read-only node), or its gate. */
const Refusal = z.object({
  sqlstate: z.string().optional(),
  rejected: z.string().optional(),
  reason: z.string().optional(),
})

export interface WriteRefusal {
  sqlstate: string
  words: string
}

export function writeRefusal(json: unknown): WriteRefusal {
  const parsed = Refusal.safeParse(json)
  if (!parsed.success) return { sqlstate: '', words: '' }
  const { sqlstate, rejected, reason } = parsed.data
  const code = sqlstate !== undefined && /^[0-9A-Z]{5}$/.test(sqlstate) ? sqlstate : ''
  return { sqlstate: code, words: rejected ?? reason ?? (code === '' ? '' : `SQLSTATE ${code}`) }
}
