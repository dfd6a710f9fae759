/** A number with what it is: never bare. `value` null is UNKNOWN, and `note` says why. */
export interface Figure {
  value: string | null
  note: string
  /** Outside its promise. */
  missed: boolean
  /** When it was read, where its age matters. */
  at: string | null
}

export function figure(value: string | null, note: string, missed = false, at: string | null = null): Figure {
  return { value, note, missed, at }
}
