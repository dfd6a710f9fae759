import type { TimelineRow } from './timeline'

/** What is looked for. An empty choice restricts nothing. */
export interface EvidenceFilter {
  text: string
  kinds: readonly string[]
  who: readonly string[]
  tiers: readonly string[]
  /** Also entries that are no turning points. */
  all: boolean
}

export const noFilter: EvidenceFilter = { text: '', kinds: [], who: [], tiers: [], all: false }

export interface FilteredRows {
  shown: TimelineRow[]
  /** Entries that match and are folded away because they are no turning points. */
  folded: number
}

export function filterRows(rows: readonly TimelineRow[], filter: EvidenceFilter): FilteredRows {
  const matching = rows.filter((row) => matches(row, filter))
  const shown = filter.all ? matching : matching.filter(({ key }) => key)
  return { shown, folded: matching.length - shown.length }
}

function matches(row: TimelineRow, { text, kinds, who, tiers }: EvidenceFilter): boolean {
  if (kinds.length > 0 && !kinds.includes(row.kind)) return false
  if (who.length > 0 && !who.includes(row.whoGroup)) return false
  if (tiers.length > 0 && !tiers.includes(row.tier ?? '')) return false
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return true
  const said = [`#${row.sequence}`, row.at, row.type, row.kind, row.who, row.what, row.restsOn, row.step, row.hash]
  return said.some((one) => one?.toLowerCase().includes(wanted))
}

export interface Choice {
  value: string
  count: number
}

/** Every value of a column with how often it is there, most frequent first; a null value is no choice. */
export function choicesOf(rows: readonly TimelineRow[], of: (row: TimelineRow) => string | null): Choice[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = of(row)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}
