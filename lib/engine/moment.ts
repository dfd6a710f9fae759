import type { Clock } from './ports'

/** A moment on both clocks of this process. */
export interface Moment {
  monotonic: number
  wall: number
}

/** When this process asked for an intent, and when it was told that it stands: it was recorded between the two. */
export interface IntentTimes {
  asked: Moment
  answered: Moment
}

type OwnClock = Pick<Clock, 'monotonic' | 'wall'>

export function moment(clock: OwnClock): Moment {
  return { monotonic: clock.monotonic(), wall: clock.wall() }
}

/** Milliseconds since: neither clock runs in every kind of pause, and whichever saw more of it counts. */
export function since(clock: OwnClock, then: Moment): number {
  return Math.max(clock.monotonic() - then.monotonic, clock.wall() - then.wall)
}
