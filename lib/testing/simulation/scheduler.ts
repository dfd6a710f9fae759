import type { Seeded } from '@/lib/testing/seeded'

interface Due {
  at: number
  /** Between two at the same moment chance decides, so that no order is taken for granted. */
  order: number
  run: () => void
  cancelled: boolean
}

/**
 * All of a simulated world on one thread: what happens next is what is due next, and time jumps there. Between two
 * things that happen everything that was set off by the first runs to its end, so a seed is one story, always the same.
 */
export class Scheduler {
  /** True milliseconds since the world began; nobody in it can read them. */
  now = 0
  private readonly heap: Due[] = []
  happened = 0

  constructor(private readonly chance: Seeded) {}

  /** Returns what takes it back. */
  after(milliseconds: number, run: () => void): () => void {
    const due: Due = { at: this.now + Math.max(0, milliseconds), order: this.chance.next(), run, cancelled: false }
    this.push(due)
    return () => {
      due.cancelled = true
    }
  }

  /** Lets the world go on until a moment, or until `over` says so. */
  async runUntil(end: number, over: () => boolean = () => false): Promise<void> {
    for (;;) {
      const due = this.heap[0]
      if (due === undefined || due.at > end || over()) break
      this.pop()
      if (due.cancelled) continue
      this.now = Math.max(this.now, due.at)
      this.happened += 1
      due.run()
      // Every promise that can go on has gone on before the next tick; nothing of a world waits for anything else.
      await new Promise<void>((resolve) => process.nextTick(resolve))
    }
    if (!over()) this.now = Math.max(this.now, end)
  }

  private before(a: Due | undefined, b: Due | undefined): boolean {
    if (a === undefined || b === undefined) return a !== undefined
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }

  private push(due: Due): void {
    const { heap } = this
    heap.push(due)
    let index = heap.length - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (this.before(heap[parent], due)) break
      heap[index] = heap[parent] ?? due
      heap[parent] = due
      index = parent
    }
  }

  private pop(): void {
    const { heap } = this
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    heap[0] = last
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const least = this.before(heap[left + 1], heap[left]) ? left + 1 : left
      if (!this.before(heap[least], last)) break
      heap[index] = heap[least] ?? last
      heap[least] = last
      index = least
    }
  }
}
