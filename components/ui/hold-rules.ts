export const holdMilliseconds = 2_000

/** Why a hold ended before its time. Whichever it was, nothing is recorded. */
export type HoldEnd =
  'short' | 'let-go' | 'slid-off' | 'lost-focus' | 'second-press' | 'menu' | 'page-moved' | 'interrupted' | 'off'

export interface Point {
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** A finger is wider than a point: this far past the edge is still the button. */
const slack = 6

/** Below this nobody sees a difference; above it another button may lie where the finger is. */
const jump = 4

export function slidOff({ x, y }: Point, { left, top, width, height }: Box): boolean {
  return x < left - slack || x > left + width + slack || y < top - slack || y > top + height + slack
}

export function boxMoved(before: Box, now: Box): boolean {
  return (['left', 'top', 'width', 'height'] as const).some((side) => Math.abs(now[side] - before[side]) > jump)
}

/** What a release means is decided by when the hand let go, not by when a busy page came to hear of it. */
export function released(heldFor: number): HoldEnd | 'held' {
  if (heldFor >= holdMilliseconds) return 'held'
  return heldFor < 400 ? 'short' : 'let-go'
}

const why: Readonly<Record<Exclude<HoldEnd, 'short'>, string>> = {
  'let-go': 'You let go',
  'slid-off': 'You slid off',
  'lost-focus': 'The page lost the focus',
  'second-press': 'A second finger or key',
  menu: 'A menu opened',
  'page-moved': 'The page moved',
  interrupted: 'The press was interrupted',
  off: 'It cannot be pressed now',
}

/** Short enough for one line of a phone: the line is kept free for it, so that nothing moves when it comes. */
export function holdEndWords(end: HoldEnd, to: string): string {
  const seconds = holdMilliseconds / 1_000
  if (end === 'short') return `Hold for ${seconds} seconds to ${to}. Nothing was recorded.`
  return end === 'off'
    ? `${why[end]}: nothing was recorded.`
    : `${why[end]}: nothing was recorded. Hold for ${seconds} s.`
}
