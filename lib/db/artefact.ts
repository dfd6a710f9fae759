import { sha256Hex } from '@/lib/domain/journal/chain'
import type { Database, Transaction } from './client'

export const artefactLimitBytes = 262_144

export interface Artefact {
  sha256: string
  mediaType: string
  bytes: Uint8Array
}

/** Stores what is too large for an entry and gives its address, the sha256. Throws RangeError above 256 kB. */
export async function saveArtefact(db: Database | Transaction, mediaType: string, bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength > artefactLimitBytes) {
    throw new RangeError(`an artefact of ${bytes.byteLength} bytes, ${artefactLimitBytes} allowed`)
  }
  const sha256 = sha256Hex(bytes)
  await db.$executeRaw`
    INSERT INTO artefact (sha256, media_type, bytes) VALUES (${sha256}, ${mediaType}, ${bytes})
    ON CONFLICT (sha256) DO NOTHING`
  return sha256
}

/** Null when there is none. Throws when the stored bytes are not those that were stored. */
export async function readArtefact(db: Transaction, sha256: string): Promise<Artefact | null> {
  const row = await db.artefact.findUnique({ where: { sha256 } })
  if (row === null) return null
  if (sha256Hex(row.bytes) !== sha256) throw new Error(`artefact ${sha256} was altered`)
  return { sha256, mediaType: row.mediaType, bytes: row.bytes }
}
