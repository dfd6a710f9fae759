/** What the bench tells a process of listeners to do. */
export type Order =
  | { do: 'open'; urls: string[]; tokens: string[]; incidentId: string }
  /** Whether views are asked again when something is heard, as the browser does. */
  | { do: 'look'; looks: boolean }
  | { do: 'tell' }
  | { do: 'end' }

/** The number of an entry, and when it was heard: microseconds on the machine's monotonic clock. */
export type Heard = [sequence: number, at: number]

/** Microseconds of one view of the console: since it was asked for, and since the newest entry that was heard then. */
export type Seen = [sinceAsked: number, sinceHeard: number]

export interface Told {
  heard: Heard[]
  seen: Seen[]
  statuses: Record<string, number>
}
