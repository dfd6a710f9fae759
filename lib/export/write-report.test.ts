import { expect, it } from 'vitest'
import { reportRows, type ReportRow } from '@/lib/domain/view/evidence/report-rows'
import { evidenceInput } from '@/lib/testing/evidence-input'
import { proven } from '@/lib/testing/region-failure'
import { writeReport } from './write-report'

const rows = reportRows(evidenceInput(proven()))
const of = { incident: 'INC-2041 us-east-1 region failure', mode: 'LIVE', timeZone: 'Europe/Budapest' }

async function report(told: readonly ReportRow[]): Promise<string> {
  let text = ''
  for await (const piece of writeReport(of, told)) text += piece
  return text
}

/** Cells by column, read as a spreadsheet does. */
function cells(text: string): Record<string, string>[] {
  const [header = [], ...lines] = [
    ...text.slice(1).matchAll(/((?:(?:"(?:[^"]|"")*")?,)*(?:"(?:[^"]|"")*")?)\r\n/g),
  ].map(([, line = '']) =>
    [...line.matchAll(/("(?:[^"]|"")*"|)(?:,|$)/g)].map(([, cell = '']) => cell.slice(1, -1).replaceAll('""', '"')),
  )
  return lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])))
}

it('begins with the mark that makes a spreadsheet read names as they are, and ends lines as one does', async () => {
  const text = await report(rows)
  expect(text.startsWith('\uFEFF"Entry","When (UTC)","When (Europe/Budapest)","From impact","Who","What"')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text).toContain('Tomás Varga')
})

it('has every entry in words: who, what, when on both clocks, from impact, where, and what came of it', async () => {
  const told = cells(await report(rows))
  expect(told).toHaveLength(rows.length)
  expect(told.find(({ What }) => What?.startsWith('S7 aws.rds'))).toMatchObject({
    'When (UTC)': '2026-11-19T02:47:12.000Z',
    'When (Europe/Budapest)': '2026-11-19T03:47:12.000+01:00',
    'From impact': '6:05',
    Who: 'worker w-2',
    Result: 'accepted',
    Step: 'S7',
    'Request id': '5f0c19aa-0',
    Mode: 'LIVE',
  })
})

it('has no JSON in a cell, and gives a spreadsheet nothing to run', async () => {
  for (const row of cells(await report(rows)))
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[{[=+\-@\t\r\n]/)
})

it('cuts no cell without saying so, and none is longer than a spreadsheet holds', async () => {
  const [first] = rows
  if (first === undefined) throw new Error('nothing happened')
  const long = { ...first, row: { ...first.row, what: `=${'x'.repeat(40_000)}` } }
  const what = cells(await report([long]))[0]?.['What'] ?? ''
  expect(what).toHaveLength(32_767)
  expect(what).toMatch(/^'=x+ … cut here, 40002 characters in all: the whole is in the JSON$/)
})

it('says before, not minus, of what came before the impact', async () => {
  const [first] = rows
  if (first === undefined) throw new Error('nothing happened')
  const early = { ...first, row: { ...first.row, fromImpactMilliseconds: -65_000 } }
  expect(cells(await report([early]))[0]?.['From impact']).toBe('1:05 before')
})
