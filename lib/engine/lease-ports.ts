/** The right to act on one stream. It ends when another takes it: until then its holder alone may append there. */
export interface HeldLease {
  /** The stream. */
  key: string
  token: number
  release(): Promise<void>
}

/** What stands in the database of one lease. */
export interface LeaseLook {
  stream: string
  /** Changes with every renewal; null where nobody ever had it. */
  mark: string | null
  /** Whether it has run out on the database's clock. */
  over: boolean
  /** For how long, milliseconds; below 0 while it has not. */
  unattended: number
}

export interface Leases {
  look(streams: readonly string[]): Promise<LeaseLook[]>
  /** Takes what is over, or what nobody has renewed since this mark. Null where another was faster, or holds it. */
  acquire(stream: string, mark: string | null): Promise<HeldLease | null>
  /** Prolongs all of them at once, and waits for nobody. Gives those that another has taken. */
  renew(leases: readonly HeldLease[]): Promise<HeldLease[]>
  /** How often a holder renews, milliseconds. */
  renewEvery: number
}
