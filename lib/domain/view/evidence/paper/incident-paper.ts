import { groupedHex } from '../../format/amount'
import { stepTime } from '../../format/duration'
import { foldEntries, readEntry, type EvidenceInput } from '../evidence-input'
import { buildEvidenceView } from '../evidence-view'
import { wholeScene } from '../whole-scene'
import { reportRows, type ReportRow } from '../report-rows'
import { column, fact, heading, paragraph, type Paper, type PaperBlock } from './blocks'
import { findingBlocks } from './finding-blocks'
import { approvalBlocks, decisionBlocks, entryCells } from './room-blocks'
import { messageBlocks, runBlocks } from './run-blocks'
import { measuredBlocks, summaryBlocks } from './summary-blocks'

/** An incident on paper: the figures and words of its evidence page, in the order somebody reads who was not there. */
export function incidentPaper(input: EvidenceInput): Paper {
  const view = buildEvidenceView(wholeScene(input))
  const state = foldEntries(input.entries.map(readEntry))
  const rows = reportRows(input)
  const { incident, chain } = view
  return {
    title: `${incident.label} ${incident.title}`,
    live: incident.live,
    mode: incident.live ? 'LIVE' : `DRILL, ${incident.mode}`,
    blocks: [
      ...summaryBlocks(input, view, state),
      ...measuredBlocks(view),
      ...findingBlocks(view, rows),
      ...decisionBlocks(rows, fromImpact),
      ...approvalBlocks(input, state),
      ...runBlocks(input, state),
      ...messageBlocks(input, state, rows),
      ...timelineBlocks(rows),
      ...verifyBlocks(chain.head),
    ],
  }
}

function fromImpact({ row: { fromImpactMilliseconds: from } }: ReportRow): string {
  if (from === null) return ''
  return `${from < 0 ? '' : '+'}${stepTime(from)}`
}

function timelineBlocks(rows: readonly ReportRow[]): PaperBlock[] {
  const key = rows.filter(({ row }) => row.key)
  return [
    heading('Timeline'),
    paragraph(`${key.length} turning points of ${rows.length} entries. The exports as JSON and CSV have every entry.`),
    {
      kind: 'table',
      columns: [
        column('Entry', 0.8),
        column('UTC', 1.1),
        column('From impact', 1.1),
        column('Who', 2),
        column('What', 4.5),
        column('Rests on', 3.5),
      ],
      rows: key.map((one) => [...entryCells(one, fromImpact(one)), one.row.what, one.row.restsOn]),
      none: 'No entries.',
    },
  ]
}

function verifyBlocks(head: { sequence: number; hash: string } | null): PaperBlock[] {
  return [
    heading('How to verify'),
    paragraph(
      'This paper is for reading: it proves nothing by itself. The same incident exported as JSON holds every entry byte for byte. Without the console and its database, the first command makes all hashes again and the second compares the end with the one printed here:',
    ),
    paragraph('npx breakwater journal verify FILE'),
    ...(head === null
      ? []
      : [
          paragraph(`npx breakwater journal verify FILE --head ${head.sequence}:${head.hash}`),
          {
            kind: 'facts' as const,
            facts: [
              fact('head of the journal', `#${head.sequence}`),
              fact('its sha256', groupedHex(head.hash, head.hash.length), true),
            ],
          },
        ]),
  ]
}
