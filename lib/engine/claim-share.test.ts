import { describe, expect, it } from 'vitest'
import { claimed } from './claim-share'
import { LeaseWatch } from './lease-watch'
import type { Clock, LeaseLook } from './ports'
import { mostIncidents, timing } from './timing'

const free = (...unattended: number[]) =>
  unattended.map((one, index): LeaseLook => ({ stream: `i-${index}`, mark: null, over: true, unattended: one }))
const names = (looks: readonly LeaseLook[]) => looks.map(({ stream }) => stream)

describe('what a worker takes of the incidents that nobody drives', () => {
  it('is its share of all that are open, the longest waiting first', () => {
    expect(names(claimed(free(90, 80, 70, 60), { open: 4, workers: 2, inHand: 0 }))).toEqual(['i-0', 'i-1'])
    expect(claimed(free(90, 80), { open: 4, workers: 2, inHand: 2 })).toEqual([])
  })

  it('is more than its share where nobody else takes them', () => {
    expect(names(claimed(free(timing.unattended, 10), { open: 4, workers: 2, inHand: 2 }))).toEqual(['i-0'])
  })

  it('is everything for a worker that is alone, even before it was seen', () => {
    expect(claimed(free(1, 1, 1), { open: 3, workers: 0, inHand: 0 })).toHaveLength(3)
  })

  it('is never more than one worker can drive', () => {
    const many = { open: 900, workers: 1 }
    expect(names(claimed(free(9_000, 9_000), { ...many, inHand: mostIncidents - 1 }))).toEqual(['i-0'])
    expect(claimed(free(9_000, 9_000), { ...many, inHand: mostIncidents })).toEqual([])
  })
})

describe('which leases may be taken', () => {
  const clock = { monotonic: () => 0 }
  const watch = new LeaseWatch(clock as Clock)
  const held = (mark: string): LeaseLook => ({ stream: 'i-1', mark, over: false, unattended: -400_000 })

  it('are those that have run out, and those that nobody renews, whatever the database clock says', () => {
    expect(watch.free([{ ...held('1/a'), over: true }])).toHaveLength(1)
    expect(watch.free([held('1/a')])).toEqual([])
    clock.monotonic = () => timing.unrenewed - 1
    expect(watch.free([held('1/a')])).toEqual([])
    clock.monotonic = () => timing.unrenewed
    expect(watch.free([held('1/a')])).toHaveLength(1)
    expect(watch.free([held('1/b')]), 'renewed').toEqual([])
  })
})
