import type { ChecklistRow } from '@/lib/domain/view/console/checklist-row'
import { describe, expect, it } from 'vitest'
import type { ChecklistPhase, ChecklistView } from '@/lib/domain/view/console/checklist'
import { edgePath, gutterFor, lineHeight, phaseHeight, placeRows, rowHeight } from './checklist-geometry'

const row = (key: string, done = false, broken: ChecklistRow['broken'] = null): ChecklistRow => ({
  key,
  kind: 'step',
  number: key,
  title: key,
  status: done ? 'ok' : 'waiting',
  word: done ? 'done' : 'waiting',
  meta: '',
  wayBack: null,
  startedAt: null,
  endedAt: null,
  expectedMilliseconds: null,
  active: false,
  done,
  broken,
  bars: false,
})
const phase = (id: ChecklistPhase['id'], rows: ChecklistRow[]): ChecklistPhase => ({
  id,
  title: id,
  summary: '',
  rows,
  broken: null,
  finished: false,
  foldable: false,
})
const view = (phases: ChecklistPhase[], before: string | null): ChecklistView => ({
  title: '',
  phases,
  line: before === null ? null : { before, state: 'ahead', line: '', lastSafeAbort: '' },
  graph: [],
  critical: [],
})

describe('where rows stand', () => {
  const phases = [phase('arm', [row('a', true), row('b')]), phase('recover', [row('c'), row('d')])]

  it('follows from heights alone', () => {
    const { center } = placeRows(view(phases, null), new Set())
    expect((center.get('b') ?? 0) - (center.get('a') ?? 0)).toBe(rowHeight)
    expect((center.get('c') ?? 0) - (center.get('b') ?? 0)).toBe(rowHeight + 8 + phaseHeight)
  })

  it('makes room for the line above the phase its step opens, or above its row', () => {
    const plain = placeRows(view(phases, null), new Set()).center
    const above = placeRows(view(phases, 'c'), new Set()).center
    const between = placeRows(view(phases, 'd'), new Set()).center
    expect(above.get('c')).toBe((plain.get('c') ?? 0) + lineHeight)
    expect(between.get('c')).toBe(plain.get('c'))
    expect(between.get('d')).toBe((plain.get('d') ?? 0) + lineHeight)
  })

  it('shows of a folded phase what was done and does not hold any more', () => {
    const arm = phase('arm', [row('a', true), row('b', true, 'breached'), row('c', true, 'unknown')])
    expect([...placeRows(view([arm], null), new Set(['arm'])).center.keys()]).toEqual(['b', 'c'])
  })

  it('shows of a folded phase only what is not done', () => {
    const { center } = placeRows(view(phases, null), new Set(['arm']))
    expect([...center.keys()]).toEqual(['b', 'c', 'd'])
  })
})

describe('lanes in their gutter', () => {
  it('stay distinct and inside it, however many there are', () => {
    for (const lanes of [1, 2, 4, 12, 24]) {
      const { width, laneX } = gutterFor(lanes)
      expect(laneX(lanes - 1)).toBeLessThan(width)
      if (lanes > 1) expect(laneX(1) - laneX(0)).toBeGreaterThanOrEqual(5.9)
    }
  })

  it('draw a straight line in one lane and bend into another', () => {
    expect(edgePath({ x: 22, y: 0 }, { x: 22, y: 80 }, 22)).not.toContain('C')
    expect(edgePath({ x: 22, y: 0 }, { x: 36, y: 80 }, 36).match(/C/g)).toHaveLength(1)
    expect(edgePath({ x: 22, y: 0 }, { x: 36, y: 120 }, 50).match(/C/g)).toHaveLength(2)
  })
})
