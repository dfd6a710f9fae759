import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import { DatabaseAway } from './database-away'
import { LeaseLost, type IncidentStream, type Recorded } from './ports'

/** Groups of one transaction at most: it holds the head of the stream while it decides them. */
const mostAtOnce = 50

interface Waiting {
  commands: readonly WorkerCommand[]
  settle: (outcome: Recorded | Error) => void
}

/**
 * Records one incident's entries one transaction after the other. The stream's head lets only one write at a time: what
 * comes meanwhile waits here instead of there, with a connection each, and goes together in the next.
 */
export class RecordQueue {
  private waiting: Waiting[] = []
  private writing = false

  constructor(private readonly stream: Pick<IncidentStream, 'recordEach'>) {}

  record(commands: readonly WorkerCommand[]): Promise<Recorded> {
    return new Promise((resolve, reject) => {
      const settle = (outcome: Recorded | Error) => (outcome instanceof Error ? reject(outcome) : resolve(outcome))
      this.waiting.push({ commands, settle })
      if (!this.writing) void this.write()
    })
  }

  private async write(): Promise<void> {
    this.writing = true
    while (this.waiting.length > 0) {
      const together = this.waiting.splice(0, mostAtOnce)
      const outcomes = await this.together(together.map(({ commands }) => commands))
      together.forEach(({ settle }, index) => settle(outcomes[index] ?? new Error('nothing was recorded')))
    }
    this.writing = false
  }

  /** What fails together for a fault of the console's own is tried one by one: the others have no part in it. */
  private async together(groups: readonly (readonly WorkerCommand[])[]): Promise<(Recorded | Error)[]> {
    try {
      return await this.stream.recordEach(groups)
    } catch (error) {
      const failed = error instanceof Error ? error : new Error(String(error))
      if (groups.length === 1 || failed instanceof LeaseLost || failed instanceof DatabaseAway)
        return groups.map(() => failed)
      const alone: (Recorded | Error)[] = []
      for (const group of groups) alone.push(...(await this.together([group])))
      return alone
    }
  }
}
