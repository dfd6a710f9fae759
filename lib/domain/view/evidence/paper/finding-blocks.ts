import { utcTime } from '../../format/instant'
import type { EvidenceView } from '../evidence-view'
import type { ReportRow } from '../report-rows'
import { column, heading, paragraph, type PaperBlock } from './blocks'

/** What went otherwise than promised or planned: figures first, then entries. */
export function findingBlocks({ tiers, chain }: EvidenceView, rows: readonly ReportRow[]): PaperBlock[] {
  const missed = tiers.flatMap(({ tier, figures }) =>
    figures
      .filter(({ status }) => status === 'breached' || status === 'unknown')
      .map(({ name, value, verdict }) => {
        const figure = name.startsWith(tier) ? name : `${tier} ${name}`
        return `${figure}: ${value ?? 'UNKNOWN'}, ${verdict}.`
      }),
  )
  return [
    heading('Findings'),
    ...(chain.sound ? [] : [paragraph(`${chain.words}.`, 'bad')]),
    ...missed.map((text) => paragraph(text)),
    {
      kind: 'table',
      columns: [column('Entry', 0.8), column('UTC', 1.1), column('Who', 2), column('What', 4), column('Rests on', 5)],
      rows: rows
        .filter(({ amiss }) => amiss)
        .map(({ row, who }) => [`#${row.sequence}`, utcTime(row.at), who, row.what, row.restsOn]),
      none: missed.length === 0 ? 'None.' : 'Nothing else.',
    },
  ]
}
