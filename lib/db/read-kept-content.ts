import { sha256Hex } from '@/lib/domain/journal/chain'
import type { NamedContent } from '@/lib/domain/journal/named-content'
import type { Transaction } from './client'

export interface KeptContent extends NamedContent {
  /** What it hashes to now: the same, or it was altered. */
  actual: string
}

const page = 50

/** Everything entries may name by its hash, hashed again. Read after the entries that name it. */
export async function* readKeptContent(db: Transaction): AsyncGenerator<KeptContent> {
  for (const { hash, content } of await db.planVersion.findMany({ select: { hash: true, content: true } }))
    yield { kind: 'plan', hash, actual: sha256Hex(content) }
  for (const { hash, content } of await db.environmentVersion.findMany({ select: { hash: true, content: true } }))
    yield { kind: 'environment', hash, actual: sha256Hex(content) }
  for (let last = ''; ;) {
    const rows = await db.artefact.findMany({ where: { sha256: { gt: last } }, orderBy: { sha256: 'asc' }, take: page })
    for (const { sha256, bytes } of rows) yield { kind: 'artefact', hash: sha256, actual: sha256Hex(bytes) }
    if (rows.length < page) return
    last = rows.at(-1)?.sha256 ?? ''
  }
}
