import type { IncidentState } from '../../../run/state'
import { groupedHex } from '../../format/amount'
import { utcDateTime, utcTime } from '../../format/instant'
import { actorName, dutyTitle, fullName } from '../../names'
import type { EvidenceInput } from '../evidence-input'
import type { ReportRow } from '../report-rows'
import { column, fact, heading, paragraph, type PaperBlock } from './blocks'

const entryColumns = [column('Entry', 0.8), column('UTC', 1.1), column('From impact', 1.1), column('Who', 2)]

export function entryCells({ row, who }: ReportRow, fromImpact: string): string[] {
  return [`#${row.sequence}`, utcTime(row.at), fromImpact, who]
}

/** Every decision of a person, with what it rests on. */
export function decisionBlocks(rows: readonly ReportRow[], fromImpact: (row: ReportRow) => string): PaperBlock[] {
  return [
    heading('Decisions'),
    {
      kind: 'table',
      columns: [...entryColumns, column('Decision', 4), column('Rests on', 4)],
      rows: rows
        .filter(({ row }) => row.kind === 'decision')
        .map((one) => [...entryCells(one, fromImpact(one)), one.row.what, one.row.restsOn]),
      none: 'Nobody decided anything.',
    },
  ]
}

/** Each request with its whole digest, and every answer to it. */
export function approvalBlocks({ plan, persons }: EvidenceInput, state: IncidentState | null): PaperBlock[] {
  const requests = Object.values(state?.requests ?? {})
  if (requests.length === 0) return [heading('Approvals'), paragraph('No approval was asked for.')]
  const duty = (id: string) => (plan === null ? id : dutyTitle(plan, id))
  return [
    heading('Approvals'),
    ...requests.flatMap(({ id, content, digest, duties, persons: needed, requested, answers, ended }): PaperBlock[] => [
      {
        kind: 'facts',
        facts: [
          fact('request', `${id}: ${content.steps.map(({ step, title }) => `${step} ${title}`).join('; ')}`),
          fact(
            'asked',
            `#${requested.sequence}, ${utcDateTime(requested.at)}, by ${
              requested.by.kind === 'person' ? fullName(persons, requested.by.person) : actorName(persons, requested.by)
            }`,
          ),
          fact('needed', `${needed} persons of ${duties.map(duty).join(', ')}`),
          fact('digest', groupedHex(digest, digest.length), true),
          ...(ended === null ? [] : [fact(ended.as, `#${ended.sequence}, ${utcDateTime(ended.at)}, ${ended.reason}`)]),
        ],
      },
      {
        kind: 'table',
        columns: [
          column('Entry', 0.8),
          column('UTC', 1.1),
          column('Who', 2.5),
          column('As', 2),
          column('Answer', 1.2),
          column('Reason', 4),
        ],
        rows: answers.map((answer) => [
          `#${answer.sequence}`,
          utcTime(answer.at),
          fullName(persons, answer.person),
          duty(answer.duty),
          answer.answer,
          answer.reason ?? '',
        ]),
        none: 'Nobody answered.',
      },
    ]),
  ]
}
