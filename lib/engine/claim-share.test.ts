import { describe, expect, it } from 'vitest'
import { claimed } from './claim-share'
import { mostIncidents, timing } from './timing'

const free = (...unattended: number[]) =>
  unattended.map((one, index) => ({ incidentId: `i-${index}`, unattended: one }))

describe('what a worker takes of the incidents that nobody drives', () => {
  it('is its share of all that are open, the longest waiting first', () => {
    expect(claimed({ free: free(90, 80, 70, 60), open: 4, workers: 2 }, 0)).toEqual(['i-0', 'i-1'])
    expect(claimed({ free: free(90, 80), open: 4, workers: 2 }, 2)).toEqual([])
  })

  it('is more than its share where nobody else takes them', () => {
    expect(claimed({ free: free(timing.unattended, 10), open: 4, workers: 2 }, 2)).toEqual(['i-0'])
  })

  it('is everything for a worker that is alone, even before it was seen', () => {
    expect(claimed({ free: free(1, 1, 1), open: 3, workers: 0 }, 0)).toHaveLength(3)
  })

  it('is never more than one worker can drive', () => {
    const many = { free: free(9_000, 9_000), open: 900, workers: 1 }
    expect(claimed(many, mostIncidents - 1)).toEqual(['i-0'])
    expect(claimed(many, mostIncidents)).toEqual([])
  })
})
