import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import type { IncidentStream, Recorded } from './ports'

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
      const outcomes = await this.stream
        .recordEach(together.map(({ commands }) => commands))
        .catch((error: unknown) => {
          const failed = error instanceof Error ? error : new Error(String(error))
          return together.map(() => failed)
        })
      together.forEach(({ settle }, index) => settle(outcomes[index] ?? new Error('nothing was recorded')))
    }
    this.writing = false
  }
}
