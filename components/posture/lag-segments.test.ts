import { describe, expect, it } from 'vitest'
import type { LagView } from '@/lib/domain/view/posture/lag-view'
import { lagSegments } from './lag-segments'

const series = (values: (number | null)[], unknown: string | null = null): LagView => ({
  link: 'orders',
  title: 'orders',
  source: 'test',
  at: null,
  unknown,
  current: null,
  limit: { milliseconds: 1_000, words: '1 s' },
  from: new Date(0).toISOString(),
  until: new Date(values.length * 20_000).toISOString(),
  points: values.map((milliseconds, index) => ({ at: index * 20_000, milliseconds })),
})

describe('a lag series as lines and gaps', () => {
  it.each<[string, (number | null)[], number[], [number, number][]]>([
    ['no sample at all', [], [], []],
    ['one line without a gap', [700, 710, 720], [3], []],
    ['a single missing bucket is bridged', [700, null, 720], [2], []],
    ['two missing buckets are a gap', [700, null, null, 720], [1, 1], [[20_000, 60_000]]],
    ['samples that end', [700, 710, null, null], [2], [[20_000, 80_000]]],
    ['samples that begin late', [null, null, 720], [1], [[0, 40_000]]],
    ['nothing but missing buckets', [null, null, null], [], [[0, 60_000]]],
  ])('%s', (_, values, lines, gaps) => {
    const segments = lagSegments(series(values))
    expect(segments.lines.map((line) => line.length)).toEqual(lines)
    expect(segments.gaps.map((gap) => [gap.from, gap.until])).toEqual(gaps)
  })

  it('ends in a gap as soon as the newest value may not be used', () => {
    expect(lagSegments(series([700, 710], 'older than 60 s')).gaps).toEqual([{ from: 20_000, until: 40_000 }])
  })

  it('leaves room above the limit and above every value', () => {
    expect(lagSegments(series([700])).top).toBe(1_300)
    expect(lagSegments(series([5_000])).top).toBe(5_500)
  })
})
