import type { Clock } from '@/lib/engine/ports'
import type { TimeEstimate } from '@/lib/domain/time-estimate'
import type { Scheduler } from './scheduler'

/** The date on which every simulated world begins: later than what its story has already told. */
export const epoch = Date.parse('2026-11-19T02:46:00.000Z')

/** What one thing a process does costs of its one thread, milliseconds. */
const costOfOne = 0.1

/**
 * A process on a machine of its own: it can be killed, paused (its machine goes on: SIGSTOP, a long collection) or have
 * its whole machine paused (monotonic time stands still: a hypervisor), and its wall clock is its own.
 */
export class Machine {
  alive = true
  private held: (() => void)[] | null = null
  private standsSince: number | null = null
  private stood = 0
  private busyUntil = 0
  private readonly onDeath: (() => void)[] = []

  constructor(
    readonly scheduler: Scheduler,
    readonly name: string,
    /** How far this machine's wall clock is off. */
    public skew = 0,
  ) {}

  /** What comes from outside, or from a timer, reaches the process: now, once it goes on, or never. */
  deliver(run: () => void): void {
    if (!this.alive) return
    if (this.held !== null) return void this.held.push(run)
    const { now } = this.scheduler
    // One thread: what comes while it works waits.
    if (this.busyUntil > now) return void this.scheduler.after(this.busyUntil - now, () => this.deliver(run))
    this.busyUntil = now + costOfOne
    run()
  }

  /** Work of the thread itself, such as folding a history. */
  works(milliseconds: number): void {
    this.busyUntil = Math.max(this.busyUntil, this.scheduler.now) + milliseconds
  }

  kill(): void {
    if (!this.alive) return
    this.alive = false
    this.held = null
    for (const hear of this.onDeath) hear()
  }

  whenKilled(hear: () => void): void {
    this.onDeath.push(hear)
  }

  pause(what: 'process' | 'machine'): void {
    if (!this.alive || this.held !== null) return
    this.held = []
    if (what === 'machine') this.standsSince = this.scheduler.now
  }

  goOn(): void {
    const held = this.held
    if (held === null) return
    this.held = null
    if (this.standsSince !== null) this.stood += this.scheduler.now - this.standsSince
    this.standsSince = null
    for (const run of held) this.deliver(run)
  }

  monotonic(): number {
    return (this.standsSince ?? this.scheduler.now) - this.stood
  }

  wall(): number {
    return epoch + this.scheduler.now + this.skew
  }

  timer(milliseconds: number, ring: () => void): () => void {
    const due = this.monotonic() + Math.max(0, milliseconds)
    let stopped = false
    const look = () => {
      if (stopped || !this.alive) return
      if (this.standsSince !== null) return this.deliver(look)
      const left = due - this.monotonic()
      // Time has stood still in between.
      if (left > 0.001) return void this.scheduler.after(left, look)
      this.deliver(() => {
        if (!stopped) ring()
      })
    }
    this.scheduler.after(milliseconds, look)
    return () => {
      stopped = true
    }
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        stop()
        reject(signal?.reason as Error)
      }
      const stop = this.timer(milliseconds, () => {
        signal?.removeEventListener('abort', end)
        resolve()
      })
      if (signal?.aborted === true) return end()
      signal?.addEventListener('abort', end, { once: true })
    })
  }

  /** The process's clock, with what it has learned of the database's time. */
  clock(estimate: TimeEstimate): Clock {
    const range = () => estimate.at(this.monotonic()) ?? { low: this.wall(), high: this.wall() }
    return {
      now: () => Math.round((range().low + range().high) / 2),
      earliest: () => range().low,
      evenSince: () => estimate.evenSince(),
      monotonic: () => this.monotonic(),
      wall: () => this.wall(),
      wait: (milliseconds, signal) => this.wait(milliseconds, signal),
      timer: (milliseconds, ring) => this.timer(milliseconds, ring),
    }
  }
}
