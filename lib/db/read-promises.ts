import { exportEvents, exportStream } from '@/lib/domain/journal/export-events'
import type { PromisedEntry } from '@/lib/domain/journal/promised-entry'
import { environmentStream, planStream } from '@/lib/domain/plan/plan-events'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { Transaction } from './client'
import { readHeads } from './read-heads'
import { readStreamPages } from './read-stream'

/** A row that only an entry can have brought: the stream must have an entry of this type that names this hash. */
export interface PromisedImport {
  stream: string
  type: 'plan.imported' | 'environment.imported'
  hash: string
}

export interface Promises {
  entries: PromisedEntry[]
  imports: PromisedImport[]
  /** How far positions were drawn; 0 where nobody ever began an entry. */
  drawn: number
}

/**
 * What the database says beside the entries about entries that must be there: heads, exports, and the rows that are
 * written with them. Read before the entries, so that what is appended meanwhile is more than was promised, not less.
 */
export async function readPromises(db: Transaction): Promise<Promises> {
  const incidents = await db.incident.findMany({ select: { id: true, sequence: true } })
  const sessions = await db.session.count()
  const plans = await db.planHead.findMany()
  const environments = await db.environmentHead.findMany()
  const [drawn] = await db.$queryRaw<{ drawn: bigint }[]>`
    SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS drawn FROM journal_entry_position_seq`
  const exported = await exportedHeads(db)
  // Last: whatever was seen above has its head by now.
  const heads = await readHeads(db)
  return {
    entries: [
      ...heads.map((head) => ({ ...head, by: 'its head' })),
      ...exported,
      ...incidents.map(({ id, sequence }) => ({
        stream: incidentStream(id),
        sequence: Number(sequence),
        hash: null,
        by: 'the list of incidents',
      })),
      ...(sessions === 0 ? [] : [{ stream: 'session', sequence: 1, hash: null, by: 'the sessions there are' }]),
    ],
    imports: [
      ...plans.map(({ key, hash }) => ({ stream: planStream(key), type: 'plan.imported' as const, hash })),
      ...environments.map(({ planKey, name, hash }) => ({
        stream: environmentStream(planKey, name),
        type: 'environment.imported' as const,
        hash,
      })),
    ],
    drawn: Number(drawn?.drawn ?? 0),
  }
}

/** Where incidents ended when somebody took them away. */
async function exportedHeads(db: Transaction): Promise<PromisedEntry[]> {
  const heads: PromisedEntry[] = []
  for await (const page of readStreamPages(db, exportStream)) {
    for (const entry of page) {
      const exported = exportEvents['evidence.exported'].safeParse(parsed(entry.payload))
      if (!exported.success) continue
      const { incident, sequence, hash } = exported.data
      heads.push({ stream: incidentStream(incident), sequence, hash, by: `${exportStream} #${entry.sequence}` })
    }
  }
  return heads
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    // Altered: its own stream says so.
    return null
  }
}
