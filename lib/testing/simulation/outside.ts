import type { Weakness } from './weakness'
import type { Seeded } from '@/lib/testing/seeded'
import type { Scheduler } from './scheduler'

/** How it goes between a worker and the systems outside, each a probability but the times. */
export interface Weather {
  /** The request never arrives. */
  lostRequest: number
  /** It arrives, and the answer does not. */
  lostReply: number
  throttled: number
  refused: number
  /** It arrives as late as anything may that had left in time, after whoever sent it has given up. */
  late: number
  /** Milliseconds added to each way. */
  slow: number
  /** Milliseconds that signing in takes when it is slow, and how often it is. */
  signIn: number
  slowSignIn: number
}

export const calm: Weather = {
  lostRequest: 0,
  lostReply: 0,
  late: 0,
  throttled: 0,
  refused: 0,
  slow: 0,
  signIn: 0,
  slowSignIn: 0,
}

/** A change that arrived at a target: what the world itself knows, whatever the journal says. */
export interface Arrival {
  at: number
  leftAt: number
  target: string
  step: string
  kind: 'act' | 'undo'
  from: string
  to: string
}

export const untouched = 'as it was'

/** As long as a target may show the world as it was before what it has accepted, milliseconds. */
export const hidden = 1_500

/** What a target is, and whether something is on its way there, from a moment on. */
interface Shown {
  at: number
  value: string
  /** What it is about to be; while nothing is on its way, the same. */
  asked: string
  moving: boolean
}

export type Darkness = 'none' | 'all' | 'hangs'

/** The step whose targets are named so. */
export const stepIn = (target: string): string => target.split('/')[0] ?? ''

/** What stands outside, by target: `STEP/COMMAND/N`. */
export class Outside {
  weather: Weather = { ...calm }
  /** What is outside is not there: connections to it are refused or hang. */
  dark: Darkness = 'none'
  /** The same of the targets of single steps, which may be read all the same. */
  readonly darkSteps = new Map<string, Darkness>()
  readonly arrivals: Arrival[] = []
  /** How much older than the truth is what looks are shown, in this world. */
  private readonly hides: number
  private readonly values = new Map<string, string>()
  private readonly history = new Map<string, Shown[]>()
  private readonly under = new Map<string, { to: string }>()
  private readonly heard: ((arrival: Arrival) => void)[] = []

  constructor(
    readonly scheduler: Scheduler,
    readonly chance: Seeded,
    weak?: Weakness,
  ) {
    const hides = chance.fork('hides')
    const some = hides.chance(0.3) ? hides.between(100, hidden) : 0
    this.hides = weak === 'hides more than it says' ? 5 * hidden : some
  }

  /** What a look is told, which may be a little older than what is true. */
  shown(target: string): Omit<Shown, 'at'> {
    const since = this.scheduler.now - this.hides
    return (
      this.history.get(target)?.findLast(({ at }) => at <= since) ?? {
        value: untouched,
        asked: untouched,
        moving: false,
      }
    )
  }

  private note(target: string): void {
    const value = this.value(target)
    const asked = this.under.get(target)?.to ?? value
    const shown = { at: this.scheduler.now, value, asked, moving: this.moving(target) }
    this.history.set(target, [...(this.history.get(target) ?? []), shown])
  }

  value(target: string): string {
    return this.values.get(target) ?? untouched
  }

  /** Everything that was ever changed, or is about to be. */
  targets(): string[] {
    return [...new Set([...this.values.keys(), ...this.under.keys()])]
  }

  onArrival(hear: (arrival: Arrival) => void): void {
    this.heard.push(hear)
  }

  /** Whether what was asked of a target is still on its way to being so. */
  moving(target: string): boolean {
    return this.under.has(target)
  }

  /** `takes`: milliseconds until it is so; what is asked meanwhile takes its place. */
  arrive(arrival: Omit<Arrival, 'at' | 'from'>, takes: number): void {
    const { target, to } = arrival
    const full = { ...arrival, from: this.value(target), at: this.scheduler.now }
    this.arrivals.push(full)
    const asked = { to }
    this.under.set(target, asked)
    this.note(target)
    const done = () => {
      if (this.under.get(target) !== asked) return
      this.under.delete(target)
      this.values.set(target, to)
      this.note(target)
    }
    if (takes === 0) done()
    else this.scheduler.after(takes, done)
    for (const hear of this.heard) hear(full)
  }

  /** Null: of what is read of all of them. */
  darkness(step: string | null): Darkness {
    const own = step === null ? 'none' : (this.darkSteps.get(step) ?? 'none')
    return this.dark === 'none' ? own : this.dark
  }

  way(): number {
    const { slow } = this.weather
    return this.chance.between(1, 15) + (slow > 0 ? this.chance.between(0, slow) : 0)
  }
}
