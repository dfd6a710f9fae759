import { setTimeout as wait } from 'node:timers/promises'
import { startChild, type Child } from '@/cli/rehearse/child'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import type { Answered, Asked } from './console'

/** Longer than anybody looks at a button that says nothing; then they go to another console. */
const patience = 4_000

/** Processes of one kind, each started again when it ends, as a supervisor does. */
export class Crowd<Of> {
  readonly slots: { child: Child; about: Of; alive: boolean }[] = []
  private readonly starting: Promise<void>[] = []
  private ending = false
  /** How long whoever dies next stays away, milliseconds. */
  private readonly away = new Map<number, number>()

  constructor(
    private readonly start: () => Promise<{ child: Child; about: Of }>,
    private readonly died: (slot: number, how: string) => void,
  ) {}

  async fill(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, slot) => this.occupy(slot)))
  }

  private async occupy(slot: number): Promise<void> {
    while (!this.ending) {
      // A process that is started while its database is away ends; whoever supervises it tries again.
      const started = await this.start().catch(() => null)
      if (started !== null) return this.watch(slot, started)
      await wait(500)
    }
  }

  private watch(slot: number, { child, about }: { child: Child; about: Of }): void {
    const one = { child, about, alive: true }
    this.slots[slot] = one
    const gone = () => {
      one.alive = false
      if (this.ending) return
      this.died(slot, child.process.signalCode ?? `code ${child.process.exitCode ?? '?'}`)
      const back = this.away.get(slot) ?? 300
      this.away.delete(slot)
      this.starting.push(wait(back).then(() => this.occupy(slot)))
    }
    child.process.once('exit', gone)
    if (child.process.exitCode !== null || child.process.signalCode !== null) gone()
  }

  /** Signals who has this place, if anybody; says whether. */
  signal(slot: number, name: NodeJS.Signals, away?: number): boolean {
    const one = this.slots[slot]
    if (one?.alive !== true) return false
    if (away !== undefined) this.away.set(slot, away)
    return one.child.process.kill(name)
  }

  alive(): Of[] {
    return this.slots.flatMap(({ about, alive }) => (alive ? [about] : []))
  }

  async end(): Promise<void> {
    this.ending = true
    await Promise.all(this.starting)
    await Promise.all(
      this.slots.map(async ({ child }) => {
        // A stopped process hears no SIGTERM until it is continued.
        child.process.kill('SIGCONT')
        await child.stop()
      }),
    )
  }
}

/** Starts a console; about it: how it is asked. */
export async function startConsole(databaseUrl: string): Promise<{ child: Child; about: string }> {
  let url = ''
  const child = await startChild({
    args: ['lib/testing/chaos/console.ts'],
    env: { DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' },
    ready: (line) => {
      const [, port] = /^console at (\d+)$/.exec(line) ?? []
      url = `http://127.0.0.1:${port ?? ''}/`
      return port !== undefined
    },
    onLost: () => undefined,
    cleanUp: createCleanUp(),
  })
  return { child, about: url }
}

/** Asks one console. Null: it died over it, or says nothing. */
export async function ask(url: string, asked: Asked): Promise<Answered | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(asked),
      signal: AbortSignal.timeout(patience),
    })
    return (await response.json()) as Answered
  } catch {
    return null
  }
}
