import type { Seeded } from '@/lib/testing/seeded'
import type { Weather } from './outside'

/**
 * Something that goes wrong, or that somebody presses out of turn, at its time in true milliseconds; with `once` so long
 * after a change of that step left for the first time.
 */
export type Fault = { at: number; once?: { step: string; way: 'act' | 'undo' } } & (
  | { kind: 'kill'; worker: number; restartAfter: number }
  | { kind: 'terminate'; worker: number; restartAfter: number }
  | { kind: 'pause'; worker: number; what: 'process' | 'machine'; lasts: number }
  | { kind: 'weather'; weather: Partial<Weather>; lasts: number }
  /** `of`: the targets of this step alone. */
  | { kind: 'dark'; how: 'all' | 'hangs'; lasts: number; of?: string }
  | { kind: 'database-silent'; lasts: number }
  | { kind: 'database-failover'; loses: number; old: 'closed' | 'vanished'; steps: number }
  | { kind: 'database-loses-replies'; probability: number; lasts: number }
  | { kind: 'press'; chance: number }
  | { kind: 'abort' }
)

/** Until when something may still go wrong; afterwards all heals and people want an end. */
export const troubledFor = 60_000

/** What goes wrong in the world of a seed. */
export function faultsOf(chance: Seeded, workers: number): Fault[] {
  const one = (): Fault => {
    const at = Math.round(chance.between(500, troubledFor))
    const worker = chance.whole(0, workers - 1)
    const lasts = Math.round(chance.between(500, 12_000))
    switch (chance.whole(0, 12)) {
      case 0:
        return { at, kind: 'kill', worker, restartAfter: lasts }
      case 1:
        return { at, kind: 'terminate', worker, restartAfter: lasts }
      case 2:
        return { at, kind: 'pause', worker, what: chance.pick(['process', 'machine'] as const), lasts }
      case 3:
        return { at, kind: 'database-silent', lasts }
      case 4:
        return {
          at,
          kind: 'database-failover',
          loses: chance.chance(0.5) ? 0 : Math.round(chance.between(1, 400)),
          old: chance.pick(['closed', 'vanished'] as const),
          steps: chance.chance(0.7) ? 0 : Math.round(chance.between(-600_000, 600_000)),
        }
      case 5:
        return { at, kind: 'database-loses-replies', probability: chance.between(0.02, 0.3), lasts }
      case 6:
        return { at, kind: 'dark', how: chance.pick(['all', 'hangs'] as const), lasts }
      case 7:
        return { at, kind: 'abort' }
      case 8:
      case 9:
        return { at, kind: 'press', chance: chance.next() }
      default:
        return { at, kind: 'weather', weather: weatherOf(chance), lasts }
    }
  }
  return Array.from({ length: chance.whole(0, 12) }, one).sort((a, b) => a.at - b.at)
}

/**
 * What goes wrong where the database loses its last commits around a sending, so that something is in the world without an
 * entry: people stop and go back soon after it, and what would tell may be dark by then.
 */
export function lostSendingOf(chance: Seeded): Fault[] {
  const way = chance.chance(0.85) ? 'act' : 'undo'
  const step = chance.pick(way === 'act' ? (['S1', 'S6', 'S7', 'S7'] as const) : (['S1', 'S6'] as const))
  const once = { step, way } as const
  const soon = () => Math.round(chance.chance(0.6) ? chance.between(0, 40) : chance.between(40, 1_200))
  const failover = (at: number, least: number): Fault => ({
    at,
    kind: 'database-failover',
    loses: Math.round(least + chance.between(2, 300)),
    old: chance.pick(['closed', 'vanished'] as const),
    steps: chance.chance(0.85) ? 0 : Math.round(chance.between(-600_000, 600_000)),
  })
  const first = soon()
  const faults: Fault[] = [{ ...failover(first, first), once }]
  const then = (fault: Fault, probability: number) => {
    if (chance.chance(probability)) faults.push({ ...fault, at: Math.round(first + fault.at), once })
  }
  then({ at: chance.between(0, 6_000), kind: 'abort' }, 0.9)
  const dark = (of: string): Fault => ({
    at: chance.between(0, 4_000),
    kind: 'dark',
    how: chance.pick(['all', 'hangs'] as const),
    lasts: Math.round(chance.between(2_000, 40_000)),
    of,
  })
  then(dark('S7'), 0.25)
  then(dark(chance.pick(['S1', 'S6'] as const)), 0.25)
  const refused = { refused: chance.between(0.3, 0.9), throttled: chance.between(0, 0.5) }
  then({ at: chance.between(3_000, 20_000), kind: 'weather', weather: refused, lasts: 15_000 }, 0.25)
  // While what was found may wait for a person, and right into what is taken back.
  then(failover(chance.between(1_000, 35_000), 0), 0.3)
  const again = soon()
  if (chance.chance(0.15)) faults.push({ ...failover(again, again), once: { step: 'S6', way: 'undo' } })
  return faults
}

function weatherOf(chance: Seeded): Partial<Weather> {
  const much = () => chance.between(0.1, 0.8)
  switch (chance.whole(0, 6)) {
    case 0:
      return { lostRequest: much() }
    case 1:
      return { lostReply: much() }
    case 2:
      return { throttled: much() }
    case 3:
      return { refused: chance.between(0.05, 0.3) }
    case 4:
      return { slow: chance.between(200, 3_500) }
    case 5:
      return { late: much(), signIn: 1_500, slowSignIn: 0.8 }
    default:
      return { signIn: chance.between(500, 4_000), slowSignIn: much() }
  }
}
