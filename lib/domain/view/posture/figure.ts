/**
 * A number with what it is: never bare. `value` null is UNKNOWN, a reading that should be there and is not, and `note`
 * says why; `none` is what no reading could give yet, and `note` says so.
 */
export interface Figure {
  value: string | null
  none: boolean
  note: string
  /** Outside its promise. */
  missed: boolean
  /** When it was read, where its age matters. */
  at: string | null
}

export function figure(value: string | null, note: string, missed = false, at: string | null = null): Figure {
  return { value, none: false, note, missed, at }
}

/** Nothing to fail over to: neither a time nor a loss can be said, and the promise cannot be kept. */
export const noStandby: Figure = { ...noFigure('no standby'), missed: true }

/** Nothing to read yet: no run, no steps, no reading in the plan. */
export function noFigure(note: string): Figure {
  return { value: null, none: true, note, missed: false, at: null }
}

/** How loud a figure stands: what misses its promise is loud, a number or none; what is not there is quiet. */
export function figureInk({ missed, none }: Figure, quiet = false): 'loud' | 'plain' | 'quiet' {
  if (missed) return 'loud'
  return quiet || none ? 'quiet' : 'plain'
}
