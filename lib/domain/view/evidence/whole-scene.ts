import { chainView } from './chain-view'
import type { EvidenceInput } from './evidence-input'
import { EvidenceRecord } from './evidence-record'
import type { EvidenceScene } from './evidence-view'

/** A record that is at hand whole, as one page. */
export function wholeScene({ entries, end, ...about }: EvidenceInput): EvidenceScene {
  const record = new EvidenceRecord()
  record.add(entries)
  const found = entries.find(({ sequence }) => sequence === end.head?.sequence)?.hash ?? null
  const chain = chainView(record, { ...end, found }, about.now)
  return { ...about, record, chain, listed: entries, pages: { page: 1, of: 1 } }
}
