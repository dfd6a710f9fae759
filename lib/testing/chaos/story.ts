import { Seeded } from '../seeded'

/** Something that is done to what runs, so many milliseconds after the one before it. */
export type Instant = { after: number } & (
  | { kind: 'kill-worker' | 'end-worker'; worker: number; away: number }
  | { kind: 'freeze-worker'; worker: number; lasts: number }
  | { kind: 'stop-database'; how: 'fast' | 'immediate'; lasts: number }
  | { kind: 'freeze-database'; lasts: number }
  | { kind: 'fail-over'; loses: number; old: 'closed' | 'vanished' }
  | { kind: 'cut-answers'; share: number; lasts: number }
  | { kind: 'kill-console'; console: number; away: number }
  | { kind: 'abort'; frozen: number }
)

export interface Story {
  seed: number
  workers: number
  consoles: number
  instants: Instant[]
  /** What people want once somebody has aborted. */
  afterAbort: 'go-on' | 'go-back'
}

const kinds = [
  ...Array<'kill-worker'>(5).fill('kill-worker'),
  ...Array<'freeze-worker'>(3).fill('freeze-worker'),
  'end-worker',
  'end-worker',
  'stop-database',
  'stop-database',
  'freeze-database',
  'freeze-database',
  'cut-answers',
  'cut-answers',
  'kill-console',
  'kill-console',
  'abort',
] as const

/** The story of a seed: who is there, and what is done to them when. */
export function drawStory(seed: number): Story {
  const chance = new Seeded(seed)
  const workers = chance.whole(2, 5)
  const consoles = 3
  const ms = (least: number, below: number) => Math.round(chance.between(least, below))
  const one = (): Instant => {
    const after = Math.round(-Math.log(1 - chance.next()) * 2_400)
    const worker = chance.whole(0, workers - 1)
    const kind = chance.pick(kinds)
    switch (kind) {
      case 'kill-worker':
      case 'end-worker':
        return { after, kind, worker, away: ms(0, 3_000) }
      case 'freeze-worker':
        return { after, kind, worker, lasts: ms(100, 9_000) }
      case 'stop-database':
        return { after, kind, how: chance.pick(['fast', 'immediate'] as const), lasts: ms(0, 5_000) }
      case 'freeze-database':
        return { after, kind, lasts: ms(100, 8_000) }
      case 'cut-answers':
        return { after, kind, share: chance.between(0.05, 0.5), lasts: ms(500, 4_000) }
      case 'kill-console':
        return { after, kind, console: chance.whole(0, consoles - 1), away: ms(0, 3_000) }
      case 'abort':
        return { after, kind, frozen: worker }
    }
  }
  const instants = Array.from({ length: chance.whole(15, 40) }, one)
  // One standby a story: it can take over once.
  if (chance.chance(0.4)) {
    const loses = chance.chance(0.3) ? 0 : ms(50, 2_500)
    const old = chance.pick(['closed', 'vanished'] as const)
    instants.splice(chance.whole(0, instants.length), 0, { after: ms(0, 3_000), kind: 'fail-over', loses, old })
  }
  return { seed, workers, consoles, instants, afterAbort: chance.pick(['go-on', 'go-back'] as const) }
}
