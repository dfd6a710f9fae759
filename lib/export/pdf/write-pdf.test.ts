import { describe, expect, it } from 'vitest'
import type { Paper } from '@/lib/domain/view/evidence/paper/blocks'
import { incidentPaper } from '@/lib/domain/view/evidence/paper/incident-paper'
import { chained, evidenceInput } from '@/lib/testing/evidence-input'
import { exportHeading } from '@/lib/testing/exported-file'
import { proven } from '@/lib/testing/region-failure'
import { writePdf } from './write-pdf'

const story = proven()
const incident = { id: 'i-2041', number: 2041, title: 'us-east-1 region failure', mode: 'live' }
const heading = exportHeading(chained(story), incident, { 'j-whitlock': 'J. Whitlock' })
const paper = incidentPaper(evidenceInput(story))

async function drawn(of: Paper): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of writePdf(heading, of)) pieces.push(piece)
  return Buffer.concat(pieces).toString('latin1')
}

const pages = (pdf: string) => pdf.match(/\/Type \/Page\b/g)?.length ?? 0

describe('an incident as PDF', () => {
  it('is whole, has pages, and names itself and its mode', async () => {
    const pdf = await drawn(paper)
    expect(pdf).toMatch(/^%PDF-1\.\d[\s\S]*%%EOF\s*$/)
    expect(pages(pdf)).toBeGreaterThan(3)
    expect(pdf).toContain('(INC-2041 us-east-1 region failure, LIVE)')
  })

  it('of one record is the same, byte for byte', async () => {
    expect(await drawn(paper)).toBe(await drawn(paper))
  })

  it('goes on over as many pages as it needs, and lets the server breathe meanwhile', async () => {
    const columns = ['Step', 'What'].map((title) => ({ title, share: 1, mono: false }))
    const rows = Array.from({ length: 500 }, (_, n) => [`S${n}`, `${'a very long title '.repeat(8)}${'x'.repeat(90)}`])
    let breaths = 0
    const timer = setInterval(() => (breaths += 1), 1)
    const pdf = await drawn({ ...paper, blocks: [{ kind: 'table', columns, rows, none: '' }] })
    clearInterval(timer)
    expect(pages(pdf)).toBeGreaterThan(30)
    expect(breaths).toBeGreaterThan(5)
  })

  it('draws a row that is taller than a page', async () => {
    const columns = [{ title: 'What', share: 1, mono: true }]
    const pdf = await drawn({
      ...paper,
      blocks: [{ kind: 'table', columns, rows: [['word '.repeat(9_000)]], none: '' }],
    })
    expect(pages(pdf)).toBeGreaterThan(2)
  })
})
