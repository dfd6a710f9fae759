import type { StreamHead } from '../../journal/entry'

/** What a chain is compared with at its end. Read before its entries: what is appended meanwhile is more, not less. */
export interface ChainEnd {
  /** Where the database says the stream ends; null where nothing says so any more. */
  head: StreamHead | null
  /** The entry up to which the incident's row was written. */
  listed: number
}
