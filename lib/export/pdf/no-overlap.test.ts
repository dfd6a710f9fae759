import { describe, expect, it } from 'vitest'
import { incidentPaper } from '@/lib/domain/view/evidence/paper/incident-paper'
import type { PaperBlock } from '@/lib/domain/view/evidence/paper/blocks'
import { evidenceInput } from '@/lib/testing/evidence-input'
import { proven } from '@/lib/testing/region-failure'
import { drawBlock } from './draw-block'
import { page, Sheet, type TextStyle } from './sheet'

interface Written {
  text: string
  page: number
  left: number
  right: number
  top: number
  bottom: number
}

/** A sheet that remembers where each text ended up. */
class Remembering extends Sheet {
  readonly texts: Written[] = []

  override write(text: string, x: number, y: number, style: TextStyle): number {
    const right = super.write(text, x, y, style)
    if (text.trim() !== '') this.texts.push({ text, page: this.pages, left: x, right, top: y, bottom: y + style.size })
    return right
  }
}

async function written(blocks: readonly PaperBlock[]): Promise<Written[]> {
  const sheet = new Remembering({ title: 'Paper', author: 'J. Whitlock', created: new Date(0) })
  for (const block of blocks) await drawBlock(sheet, block)
  sheet.document.end()
  return sheet.texts
}

/** The first two texts of which one lies over the other, or one that leaves the page; null where there is none. */
function collision(texts: readonly Written[]): string | null {
  for (const [index, one] of texts.entries()) {
    if (one.right > page.width - page.right + 0.5) return `off the page: ${one.text}`
    for (const other of texts.slice(index + 1)) {
      if (other.page !== one.page) break
      if (one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        return `${one.text} | ${other.text}`
    }
  }
  return null
}

const long = 'not covered by this runbook, nor by any other that the plan names '.repeat(4)
const unbroken = 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2'.repeat(3)
const columns = [1, 3, 0.8].map((share) => ({ title: long, share, mono: false }))
const shares = [long, unbroken, 'detection'].map((label) => ({
  part: 'detect' as const,
  label,
  seconds: 60,
  milliseconds: 60_000,
  note: long,
}))

describe('texts on paper', () => {
  it('never lie over each other in an incident as it is taken away', async () => {
    const notCovered = {
      kind: 'facts' as const,
      facts: [{ name: 'not covered by this runbook', value: long, mono: false }],
    }
    expect(collision(await written([...incidentPaper(evidenceInput(proven())).blocks, notCovered]))).toBeNull()
  })

  it.each<[string, PaperBlock]>([
    ['a heading', { kind: 'heading', text: long }],
    ['a paragraph', { kind: 'text', text: `${long}${unbroken}`, tone: 'bad' }],
    ['named facts', { kind: 'facts', facts: [long, unbroken, 'n'].map((name) => ({ name, value: long, mono: true })) }],
    [
      'short facts under long names',
      { kind: 'facts', facts: [long, long].map((name) => ({ name, value: 'v', mono: false })) },
    ],
    ['a table', { kind: 'table', columns, rows: [[long, unbroken, long]], none: '' }],
    ['an empty table', { kind: 'table', columns, rows: [], none: long }],
    ['where the time went', { kind: 'split', title: long, shares }],
  ])('never lie over each other in %s, however long they are', async (_, block) => {
    expect(collision(await written([block, block, { kind: 'text', text: 'the end', tone: 'plain' }]))).toBeNull()
  })
})
