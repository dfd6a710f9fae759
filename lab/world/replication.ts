import { applyWrite, type Store, type Write } from './store'

/** Share of the lag by which a single write may be early or late. */
const jitter = 0.1

interface Pending {
  write: Write
  /** 1 - jitter .. 1 + jitter. */
  stretch: number
}

export interface Replication {
  lagMilliseconds: number
  enqueue(write: Write): void
  /** Applies to the standby what has been under way for longer than the lag, in commit order. */
  deliver(now: number, standby: Store): void
  /** How long the oldest write not yet in the standby has been under way; 0 when there is none. */
  behind(now: number): number
  drained(): boolean
  /** Forgets what is under way: those writes are lost. */
  discard(): void
  snapshot(): ReplicationSnapshot
  restore(snapshot: ReplicationSnapshot): void
}

export interface ReplicationSnapshot {
  lagMilliseconds: number
  pending: Pending[]
}

/** Asynchronous storage replication from the writer to the standby. `random` gives 0..1. */
export function createReplication(lagMilliseconds: number, random: () => number = Math.random): Replication {
  let pending: Pending[] = []
  const replication: Replication = {
    lagMilliseconds,
    enqueue: (write) => {
      pending.push({ write, stretch: 1 - jitter + 2 * jitter * random() })
    },
    deliver: (now, standby) => {
      let delivered = 0
      for (const { write, stretch } of pending) {
        if (now - write.committedAt < replication.lagMilliseconds * stretch) break
        applyWrite(standby, write)
        delivered += 1
      }
      if (delivered > 0) pending = pending.slice(delivered)
    },
    behind: (now) => (pending[0] ? now - pending[0].write.committedAt : 0),
    drained: () => pending.length === 0,
    discard: () => {
      pending = []
    },
    snapshot: () => ({ lagMilliseconds: replication.lagMilliseconds, pending }),
    restore: (snapshot) => {
      replication.lagMilliseconds = snapshot.lagMilliseconds
      pending = [...snapshot.pending]
    },
  }
  return replication
}
