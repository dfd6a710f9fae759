import { describe, expect, it } from 'vitest'
import { chained, evidenceInput, evidenceView } from '@/lib/testing/evidence-input'
import { gone, proven, proposed } from '@/lib/testing/region-failure'
import { splitShares } from '../split-words'
import { paperText, type PaperBlock } from './blocks'
import { incidentPaper } from './incident-paper'

const input = evidenceInput(proven())
const view = evidenceView(input)
const paper = incidentPaper(input)
const text = paperText(paper)
const all = text.join('\n')

function tableAfter(of: { blocks: PaperBlock[] }, heading: string): Extract<PaperBlock, { kind: 'table' }> {
  const from = of.blocks.findIndex((block) => block.kind === 'heading' && block.text.startsWith(heading))
  const table = of.blocks.slice(from).find((block) => block.kind === 'table')
  if (from === -1 || table?.kind !== 'table') throw new Error(`no table after ${heading}`)
  return table
}

describe('the paper of an incident', () => {
  it('says the figures of its page, and no others', () => {
    for (const { figures, split } of view.tiers) {
      for (const { name, value, verdict } of figures)
        expect(text).toEqual(expect.arrayContaining([name, value ?? '–', verdict]))
      if (split.known)
        expect(paper.blocks).toContainEqual(expect.objectContaining({ shares: splitShares(split.split) }))
    }
    expect(all).toContain(view.chain.words)
  })

  it('has every decision, with what it rests on', () => {
    const decisions = tableAfter(paper, 'Decisions').rows
    expect(decisions).toHaveLength(view.rows.filter(({ kind }) => kind === 'decision').length)
    expect(decisions.find((cells) => cells.includes('GO'))).toEqual([
      expect.stringMatching(/^#\d+$/),
      '02:47:02',
      '+5:55',
      'Mara Okafor',
      'GO',
      'loss 0.70 s, about 930 orders',
    ])
  })

  it('has each approval with its whole digest, who gave it, as what and when', () => {
    const digest = Object.values(proven().state.requests)[0]?.digest ?? ''
    expect(text.map((one) => one.replaceAll(' ', ''))).toContain(digest)
    expect(tableAfter(paper, 'Approvals').rows.map(([, at, who, as]) => [at, who, as])).toEqual([
      ['02:46:31', 'Tomás Varga', 'Database'],
      ['02:46:54', 'Ines Duarte', 'Platform'],
    ])
  })

  it('has every step of the runbook and every command that was sent, with its request id', () => {
    expect(tableAfter(paper, 'Steps of run').rows.map(([step]) => step)).toEqual(
      input.plan?.runbooks[0]?.steps.map(({ id }) => id),
    )
    expect(all).toContain('failover-global-cluster')
    expect(text).toContain('5f0c19aa-0')
  })

  it('has the messages with the words that were sent', () => {
    const { rows } = tableAfter(paper, 'Messages sent')
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.at(-1)).toMatch(/^curl /)
  })

  it('names as findings what was missed', () => {
    expect(text).toContain('T0 from declaration: 4:06, missed, target 1:00.')
  })

  it('ends with the head of the chain and how to verify', () => {
    const head = view.chain.head
    expect(all).toContain(`npx breakwater journal verify FILE --head ${head?.sequence}:${head?.hash}`)
  })

  it('of a drill says so, and costs nothing real', () => {
    const drill = incidentPaper(evidenceInput(proven('simulation')))
    expect(drill).toMatchObject({ live: false, mode: 'DRILL, simulation' })
    expect(paperText(drill).join('\n')).toMatch(/0 USD real; [\d,]+ USD if live/)
  })

  it('of an incident that came to nothing says what is not there', () => {
    const early = paperText(incidentPaper(evidenceInput(proposed())))
    expect(early).toEqual(
      expect.arrayContaining(['not declared', 'not given', 'No run was started.', 'No approval was asked for.']),
    )
  })

  it('of a chain that does not hold says so first, and still tells what can be read', () => {
    const entries = chained(gone())
    const broken = entries.map((entry, index) => (index === 9 ? { ...entry, payload: '{"n":1}' } : entry))
    const told = incidentPaper(evidenceInput(gone(), broken))
    expect(paperText(told)).toContain('This record cannot be trusted: its chain does not hold.')
    expect(tableAfter(told, 'Findings').rows.map(([entry]) => entry)).toContain('#10')
    expect(tableAfter(told, 'Timeline').rows.length).toBeGreaterThan(5)
  })
})
