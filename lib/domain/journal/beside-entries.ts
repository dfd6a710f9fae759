import { canonicalText } from './canonical'
import { sha256Hex } from './chain'

/** An export's fields beside its entries, by name. */
export type BesideEntries = Readonly<Record<string, unknown>>

/** The entry that records an export cannot hold its own time, author or hash twice; the verifier compares those. */
const saidByTheRecord = new Set(['recorded', 'exportedAt', 'exportedBy'])

/**
 * The hash of everything an export says beside its entries: format, incident, head, names, and whatever else stands
 * there. It goes into the entry that records the export. Throws TypeError where a field has no canonical text.
 */
export function besideHash(beside: BesideEntries): string {
  return sha256Hex(canonicalText(Object.fromEntries(coveredByHash(beside))))
}

export function coveredByHash(beside: BesideEntries): [string, unknown][] {
  return Object.entries(beside).filter(([name]) => !saidByTheRecord.has(name))
}
