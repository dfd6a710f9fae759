import { abortDatabase, actingDatabase } from './client'
import { journalHorizon } from './journal-horizon'

/**
 * Makes the pools of actions and aborts ready: a client loads its query compiler and opens its first connection with
 * the first statement, which took longer than the press that pays for it may wait.
 */
export async function warmUp(): Promise<void> {
  await Promise.all(
    [actingDatabase(), abortDatabase()].map((pool) =>
      pool.$transaction(async (tx) => {
        await tx.incident.findFirst({ select: { id: true } })
        await journalHorizon(tx)
      }),
    ),
  )
}
