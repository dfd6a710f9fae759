import { incidentStream } from '@/lib/domain/run/incident-stream'
import { rulesVersion } from '@/lib/domain/run/project/rules-version'
import type { IncidentState } from '@/lib/domain/run/state'
import { createLog } from '@/lib/log'
import type { Database, Transaction } from '../client'

/** A state as it was kept, and the entry it stands at. The state is the reader's own. */
export interface Snapshot {
  sequence: number
  hash: string
  state: IncidentState
}

/** Entries from one snapshot to the next: a process that starts folds at most as many beside it. */
export const snapshotEvery = 1_000

/** Null where there is none, where it was folded by other rules, and where it cannot be read: it is a cache. */
export async function readSnapshot(db: Transaction, stream: string): Promise<Snapshot | null> {
  const row = await db.incidentSnapshot.findUnique({ where: { stream } })
  return row === null ? null : snapshotOf(row)
}

interface Row {
  stream: string
  sequence: bigint
  hash: string
  rules: number
  content: string
}

function snapshotOf({ stream, sequence, hash, rules, content }: Row): Snapshot | null {
  if (rules !== rulesVersion) return null
  try {
    const state = JSON.parse(content) as IncidentState
    const fits = incidentStream(state.id) === stream && state.sequence === Number(sequence)
    return fits ? { sequence: state.sequence, hash, state } : null
  } catch {
    return null
  }
}

/** At which entry this process has last kept each incident. */
const kept = new Map<string, number>()

/** Keeps a state in the place of the one before, once enough was appended since. What goes wrong hurts nobody. */
export async function keepSnapshot(database: Database, state: IncidentState, hash: string): Promise<void> {
  const stream = incidentStream(state.id)
  const { sequence } = state
  if (sequence < (kept.get(stream) ?? 0) + snapshotEvery) return
  kept.set(stream, sequence)
  try {
    const data = { sequence, hash, rules: rulesVersion, content: JSON.stringify(state), at: undefined }
    await database.incidentSnapshot.upsert({ where: { stream }, create: { stream, ...data }, update: data })
  } catch (error) {
    createLog('snapshot').debug({ err: error, stream }, 'a state was not kept')
  }
}

/** Tests keep anew. */
export function forgetKept(): void {
  kept.clear()
}
