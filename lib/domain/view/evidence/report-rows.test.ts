import { describe, expect, it } from 'vitest'
import { chained, evidenceInput } from '@/lib/testing/evidence-input'
import { proven } from '@/lib/testing/region-failure'
import { reportRows } from './report-rows'

const story = proven()
const rows = reportRows(evidenceInput(story))
const of = (type: string, step?: string) => {
  const found = rows.find(({ row }) => row.type === type && (step === undefined || row.step === step))
  if (found === undefined) throw new Error(`no ${type}`)
  return found
}

describe('the rows of a report', () => {
  it('are every entry, in order', () => {
    expect(rows.map(({ row }) => row.sequence)).toEqual(story.events.map(({ sequence }) => sequence))
  })

  it('say who by the whole name, where it acted, the whole request id and what came of it', () => {
    expect(of('step.commandAccepted', 'S7')).toMatchObject({
      step: 'S7',
      target: expect.stringMatching(/account \d+.*us-west-2/) as string,
      requestId: '5f0c19aa-0',
      result: 'accepted',
    })
    expect(of('approval.given')).toMatchObject({ who: 'Tomás Varga', requestId: '', result: 'approved', target: '' })
    expect(of('step.succeeded', 'S7').result).toBe('done')
    expect(of('step.judged', 'S7').result).toBe('unmet')
  })

  it('mark what no plan wishes for', () => {
    expect(rows.filter(({ amiss }) => amiss)).toEqual([])
    const again = proven()
    again.by('mara-okafor', { type: 'abort-run', runId: again.runId(), reason: 'enough' })
    const amiss = reportRows(evidenceInput(again)).filter((one) => one.amiss)
    expect(amiss.map(({ row }) => row.type)).toContain('run.abortRequested')
  })

  it('tell an entry that cannot be read by what it is called', () => {
    const entries = chained(story)
    const changed = entries.map((entry, index) => (index === 4 ? { ...entry, payload: '{}' } : entry))
    const unreadable = reportRows(evidenceInput(story, changed))[4]
    expect(unreadable).toMatchObject({ result: 'unreadable', amiss: true })
  })
})
