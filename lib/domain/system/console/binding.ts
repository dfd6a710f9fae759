import { z } from 'zod'

/** The console's own work: recording, scheduling. It needs no endpoint. */
export const ConsoleBinding = z.strictObject({ kind: z.literal('console') })
export type ConsoleBinding = z.infer<typeof ConsoleBinding>
