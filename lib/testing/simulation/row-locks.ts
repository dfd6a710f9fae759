/** As PostgreSQL locks a row: FOR SHARE beside others of its kind, FOR UPDATE alone. */
export type LockMode = 'share' | 'update'

interface Waiter<Holder> {
  holder: Holder
  mode: LockMode
  granted: () => void
}

interface Row<Holder> {
  holders: Map<Holder, LockMode>
  waiters: Waiter<Holder>[]
}

/**
 * Row locks with their waiters in order. As in PostgreSQL a share lock is granted beside other share locks whatever
 * waits for an update: who waits to update a row that is always shared waits for ever.
 */
export class RowLocks<Holder> {
  private readonly rows = new Map<string, Row<Holder>>()

  /** Calls back at once or once it is the holder's turn; returns what stops waiting. */
  take(key: string, holder: Holder, mode: LockMode, granted: () => void): () => void {
    const row = this.rows.get(key) ?? { holders: new Map<Holder, LockMode>(), waiters: [] }
    this.rows.set(key, row)
    if (this.free(row, holder, mode)) {
      this.grant(row, holder, mode)
      granted()
      return () => undefined
    }
    const waiter: Waiter<Holder> = { holder, mode, granted }
    row.waiters.push(waiter)
    return () => {
      row.waiters = row.waiters.filter((one) => one !== waiter)
    }
  }

  isFree(key: string, holder: Holder, mode: LockMode): boolean {
    const row = this.rows.get(key)
    return row === undefined || this.free(row, holder, mode)
  }

  release(holder: Holder): void {
    for (const row of this.rows.values()) {
      row.waiters = row.waiters.filter((one) => one.holder !== holder)
      if (!row.holders.delete(holder)) continue
      for (const waiter of [...row.waiters]) {
        if (!this.free(row, waiter.holder, waiter.mode)) continue
        row.waiters = row.waiters.filter((one) => one !== waiter)
        this.grant(row, waiter.holder, waiter.mode)
        waiter.granted()
      }
    }
  }

  private free(row: Row<Holder>, holder: Holder, mode: LockMode): boolean {
    const others = [...row.holders].filter(([one]) => one !== holder)
    return mode === 'share' ? others.every(([, held]) => held === 'share') : others.length === 0
  }

  private grant(row: Row<Holder>, holder: Holder, mode: LockMode): void {
    if (row.holders.get(holder) !== 'update') row.holders.set(holder, mode)
  }
}
