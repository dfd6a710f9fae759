import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Child } from '@/cli/rehearse/child'
import type { LabEffect } from '@/cli/rehearse/critical-path'
import { doubleEffects } from '@/cli/rehearse/critical-path'
import type { MoveKind } from '@/cli/rehearse/next-moves'
import { readCast } from '@/cli/rehearse/next-moves'
import { startWorker } from '@/cli/rehearse/start-worker'
import type { Database } from '@/lib/db/client'
import { foldIncident, forgetStates } from '@/lib/db/incident/fold-incident'
import { databaseTrouble } from '@/lib/db/database-trouble'
import { readStreamPages } from '@/lib/db/read-stream'
import { verifyChain } from '@/lib/domain/journal/chain'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { incidentRows } from '@/lib/domain/run/rows'
import type { IncidentState, RunState, StepState } from '@/lib/domain/run/state'
import { currentRun, stepOf } from '@/lib/domain/run/state'
import { isBack } from '@/lib/domain/run/tier-now'
import type { Asker } from '@/lib/services/mutation'
import { pressWhatMay } from './crew'
import type { LabControl } from './lab-control'

interface Place {
  database: Database
  databaseUrl: string
  planKey: string
  secrets: string
}

interface LeaseRow {
  token: bigint
  holder: string
  expires_at: Date
  now: Date
}

const look = 100
/** What was refused is asked again when the journal has moved, or after this long: readings move too. */
const askAgain = 500

/** One failover of the sample plan with scripted people, real workers and a real lab. Everything in it can be killed. */
export class Drill {
  private readonly workers: Child[] = []
  private incident = ''
  /** Longer than anything takes, however busy the machine. */
  patience = 90_000
  /** Who presses; by default the people themselves, in this process. */
  crew = (incidentId: string, except: readonly MoveKind[]): Promise<unknown> =>
    pressWhatMay(this.place.database, incidentId, except)

  constructor(
    readonly place: Place,
    readonly lab: LabControl,
    private readonly undo: (() => Promise<unknown>)[],
  ) {
    forgetStates()
  }

  get incidentId(): string {
    return this.incident
  }

  get runId(): string {
    return `${this.incident}-R1`
  }

  async startWorker(env: Record<string, string> = {}): Promise<Child> {
    const { databaseUrl, secrets } = this.place
    const worker = await startWorker({
      databaseUrl,
      secrets,
      env: { LOG_LEVEL: 'info', BREAKWATER_TEST_HOOKS: '1', ...env },
    })
    this.workers.push(worker)
    return worker
  }

  /** us-east-1 goes dark, an alert proposes the incident, the person on call acknowledges the page. */
  async breakEast(mode: 'dark' | 'dark-hang' | 'cut-off' = 'dark'): Promise<void> {
    await this.lab.fail('us-east-1', mode)
    const { database } = this.place
    const found = await this.eventually('an alert proposes an incident', () =>
      database.incident.findFirst({ select: { id: true } }),
    )
    this.incident = found.id
    await this.lab.acknowledge()
  }

  /** An incident that somebody opens by hand. */
  async propose(work: () => Promise<{ incidentId: string }>): Promise<void> {
    this.incident = (await work()).incidentId
  }

  async state(): Promise<IncidentState> {
    const state = await foldIncident(this.place.database, this.incident)
    if (state === null) throw new Error(`${this.incident} has no stream`)
    return state
  }

  async run(): Promise<RunState> {
    const run = currentRun(await this.state())
    if (run === null) throw new Error('nothing was armed')
    return run
  }

  async step(id: string): Promise<StepState> {
    return stepOf(await this.run(), id)
  }

  async as(person: string): Promise<Asker> {
    const asker = (await readCast(this.place.database))(person)
    if (asker === null) throw new Error(`${person} has no account`)
    return asker
  }

  async commander(): Promise<Asker> {
    return this.as((await readCast(this.place.database)).commander)
  }

  /** People do what is theirs to do, but for `except`, until it is so. */
  async play(what: string, until: (state: IncidentState) => boolean, except: readonly MoveKind[] = []): Promise<void> {
    let asked = { sequence: 0, at: 0 }
    await this.eventually(what, async () => {
      const state = await this.state()
      if (until(state)) return true
      if (asked.sequence === state.sequence && Date.now() - asked.at < askAgain) return null
      asked = { sequence: state.sequence, at: Date.now() }
      await this.crew(this.incident, except)
      return null
    })
  }

  playUntilStep(id: string, status: StepState['status'], except: readonly MoveKind[] = []): Promise<void> {
    return this.play(`${id} is ${status}`, (state) => stepIn(state, id)?.status === status, except)
  }

  playUntilRecovered(except: readonly MoveKind[] = []): Promise<void> {
    return this.play('T0 recovers', (state) => isBack(state, 'T0'), except)
  }

  until(what: string, holds: (state: IncidentState, run: RunState | null) => boolean): Promise<unknown> {
    return this.eventually(what, async () => {
      const state = await this.state()
      return holds(state, currentRun(state)) ? true : null
    })
  }

  /** Awaits a condition; a failure tells where everything stands. */
  async eventually<T>(what: string, find: () => Promise<T | null>, milliseconds = this.patience): Promise<T> {
    const deadline = Date.now() + milliseconds
    for (;;) {
      // A database that is away is waited for.
      const found = await find().catch((error: unknown) => {
        if (databaseTrouble(error) === null) throw error
        return null
      })
      if (found !== null) return found
      if (Date.now() > deadline) throw new Error(`not in ${milliseconds} ms: ${what}. ${await this.story()}`)
      await wait(look)
    }
  }

  private async story(): Promise<string> {
    if (this.incident === '') return 'No incident.'
    const { rows } = await this.entries()
    return rows
      .slice(-25)
      .map((entry) => `${entry.at} ${entry.type} ${entry.payload.slice(0, 160)}`)
      .join('\n')
  }

  async entries(): Promise<{ rows: PositionedEntry[] }> {
    const rows: PositionedEntry[] = []
    for await (const page of readStreamPages(this.place.database, `incident:${this.incident}`)) rows.push(...page)
    return { rows }
  }

  /** Who drives, by the database's clock; null while nobody ever did. */
  async findLease(): Promise<LeaseRow | null> {
    const key = `incident:${this.incident}`
    const rows = await this.place.database.$queryRaw<LeaseRow[]>`
      SELECT token, holder, expires_at, clock_timestamp() AS now FROM lease WHERE key = ${key}`
    return rows[0] ?? null
  }

  async lease(): Promise<LeaseRow> {
    const row = await this.findLease()
    if (row === null) throw new Error(`nobody ever drove ${this.incident}`)
    return row
  }

  /** Until this worker is the one that drives. */
  untilDrivenBy(worker: Child): Promise<unknown> {
    const name = `-${worker.process.pid ?? 0}-`
    return this.eventually(`${name} drives`, async () =>
      (await this.findLease())?.holder.includes(name) === true ? true : null,
    )
  }

  /** Every request of this kind that reached its target, whatever the target said. */
  async asked(operation: string): Promise<LabEffect[]> {
    return (await this.lab.effects()).filter((effect) => effect.operation === operation)
  }

  async accepted(operation: string): Promise<LabEffect[]> {
    return (await this.asked(operation)).filter(({ outcome }) => outcome === 'accepted')
  }

  /** What must hold after anything whatsoever: one promotion at most, nothing doubled, a sound journal, true tables. */
  async expectSound(
    promotions: number,
    doubled: (effects: readonly LabEffect[]) => string[] = doubleEffects,
  ): Promise<void> {
    expect(await this.accepted('FailoverGlobalCluster')).toHaveLength(promotions)
    expect(doubled(await this.lab.effects())).toEqual([])
    const { rows } = await this.entries()
    expect(verifyChain(rows).broken).toBeNull()
    expect(tokensIn(rows), 'no worker writes after its successor').toEqual(tokensIn(rows).toSorted((a, b) => a - b))
    const { expected, incident, runs, steps } = await this.eventually('journal and tables are read at one moment', () =>
      this.readAtOnce(),
    )
    expect(incident.status).toBe(expected.incident.status)
    expect(runs.map(({ id, status, live }) => ({ id, status, live }))).toEqual(
      expected.runs.map(({ id, status, live }) => ({ id, status, live })),
    )
    const byStep = (a: { stepId: string }, b: { stepId: string }) => (a.stepId < b.stepId ? -1 : 1)
    expect(
      steps.map(({ stepId, status, attempt }) => ({ stepId, status, attempt: Number(attempt) })).sort(byStep),
    ).toEqual(expected.steps.map(({ stepId, status, attempt }) => ({ stepId, status, attempt })).sort(byStep))
  }

  /** Null when a worker wrote in between: a run goes on while it is looked at. */
  private async readAtOnce() {
    const { database } = this.place
    const where = { incidentId: this.incident }
    const [incident, runs, steps] = await database.$transaction(
      [
        database.incident.findUniqueOrThrow({ where: { id: this.incident } }),
        database.run.findMany({ where }),
        database.step.findMany({ where: { runId: this.runId } }),
      ],
      { isolationLevel: 'RepeatableRead' },
    )
    forgetStates()
    const state = await this.state()
    return Number(incident.sequence) === state.sequence
      ? { expected: incidentRows(state), incident, runs, steps }
      : null
  }

  async end(): Promise<void> {
    await Promise.all(
      this.workers.map(async (worker) => {
        // A stopped process hears no SIGTERM until it is continued.
        worker.process.kill('SIGCONT')
        await worker.stop()
      }),
    )
    for (const step of this.undo.splice(0).reverse()) await step()
  }
}

export function stepIn(state: IncidentState, id: string): StepState | null {
  const run = currentRun(state)
  return run === null ? null : stepOf(run, id)
}

export function ended(worker: Child): Promise<void> {
  return new Promise((resolve) => {
    if (worker.process.exitCode !== null || worker.process.signalCode !== null) return resolve()
    worker.process.once('exit', () => resolve())
  })
}

function tokensIn(rows: readonly PositionedEntry[]): number[] {
  const actors = rows.map(({ actor }) => JSON.parse(actor) as { kind: string; token?: number })
  return actors.flatMap(({ kind, token }) => (kind === 'worker' && token !== undefined ? [token] : []))
}

/** As the kernel says it: `T` after SIGSTOP. */
export function isStopped({ process: { pid } }: Child): boolean {
  return /^State:\s+T/m.test(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))
}
