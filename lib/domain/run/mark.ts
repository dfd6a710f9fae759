import type { Actor } from '../access/actor'

/** A mark on an entry: when, by whom, which journal sequence. */
export interface Mark {
  at: string
  by: Actor
  sequence: number
}
