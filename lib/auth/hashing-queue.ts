export interface Turn {
  /** Who waits behind whom: one of a lane is worked on at a time. */
  lane: string
  /** Known ones go first, and strangers never take every place. */
  known: boolean
}

interface Waiting extends Turn {
  start: () => void
}

export interface QueueLimits {
  /** Worked on at once. */
  places: number
  waitingOfLane: number
  waiting: number
}

/**
 * Lets work in that is costly on purpose, such as hashing a password. A flood from one network waits behind itself, a
 * flood from many takes one place less than there are: whoever is known waits for neither.
 */
export function createHashingQueue({ places, waitingOfLane, waiting }: QueueLimits) {
  const queue: Waiting[] = []
  const busy = new Set<string>()
  let strangers = 0
  const mayStart = ({ lane, known }: Turn) =>
    busy.size < places && !busy.has(lane) && (known || strangers < Math.max(1, places - 1))
  const begin = ({ lane, known }: Turn) => {
    busy.add(lane)
    if (!known) strangers += 1
  }
  const end = ({ lane, known }: Turn) => {
    busy.delete(lane)
    if (!known) strangers -= 1
    for (;;) {
      const next = queue.find((turn) => turn.known && mayStart(turn)) ?? queue.find(mayStart)
      if (next === undefined) return
      queue.splice(queue.indexOf(next), 1)
      begin(next)
      next.start()
    }
  }
  /** What the work gives, or `full` where too many wait already. */
  return async function inTurn<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result | 'full'> {
    if (mayStart(turn)) begin(turn)
    else {
      const same = queue.filter(({ known }) => known === turn.known)
      if (same.length >= waiting || same.filter(({ lane }) => lane === turn.lane).length >= waitingOfLane) return 'full'
      await new Promise<void>((start) => queue.push({ ...turn, start }))
    }
    try {
      return await work()
    } finally {
      end(turn)
    }
  }
}
