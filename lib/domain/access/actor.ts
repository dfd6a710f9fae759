import { z } from 'zod'

/** Who did it, as the journal keeps it: people by id, programs by name. Roles are looked up, never stored here. */
export const Actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person: z.string().min(1), account: z.string().min(1) }),
  z.strictObject({ kind: z.literal('worker'), worker: z.string().min(1), token: z.number().int().nonnegative() }),
  z.strictObject({ kind: z.literal('alert-source'), source: z.string().min(1) }),
  z.strictObject({ kind: z.literal('console'), part: z.string().min(1) }),
])
export type Actor = z.infer<typeof Actor>
