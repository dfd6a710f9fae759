import { refusesWords, type WritesRefused } from '../database-refuses'

/** What the health check found; ages in milliseconds by the database's clock. */
export interface HealthFacts {
  /** Null: the database did not answer, and nothing else is known. */
  database: { milliseconds: number } | null
  worker: { id: string; seenMillisecondsAgo: number } | null
  plans: { key: string; hash: string; importedMillisecondsAgo: number }[]
  /** Webhooks that were refused and after which none was taken, by place; null: for a place that does not exist. */
  refusedAlerts: { place: string | null; count: number; millisecondsAgo: number }[]
  protection: { level: 'full' | 'partial' | 'none'; detail: string } | null
  /** Whether this process reads the journal for its viewers. */
  live: 'readable' | 'unreadable' | 'not started'
  /** This web machine's own clock; null where it could not be compared. */
  clock: ClockOffset | null
  /** Why the database takes nothing; null while it does. */
  refuses: WritesRefused | null
}

/** A machine's clock against the database's, in milliseconds, give or take `within`. */
export interface ClockOffset {
  aheadMilliseconds: number
  within: number
}

/** Signatures and tokens of other parties hold for minutes: beyond this a clock is wrong, not late. */
const clockToleranceMilliseconds = 5_000

/** A worker marks itself every few seconds; beyond this it is taken for gone. */
export const workerSilenceMilliseconds = 10_000

export interface Health {
  healthy: boolean
  /** What is wrong, one sentence each; what answers 503. */
  problems: string[]
  /** What should be mended and stops nothing. */
  warnings: string[]
}

/** Judges the facts. Nothing is healthy by default: a missing fact is a problem. */
export function judgeHealth(facts: HealthFacts): Health {
  if (facts.database === null) return { healthy: false, problems: ['The database does not answer.'], warnings: [] }
  const problems: string[] = facts.refuses === null ? [] : [refusesWords[facts.refuses]]
  if (facts.worker === null) problems.push('No worker has ever reported: steps will not run.')
  else if (facts.worker.seenMillisecondsAgo > workerSilenceMilliseconds) {
    const seconds = Math.round(facts.worker.seenMillisecondsAgo / 1_000)
    problems.push(`The last worker was seen ${seconds} s ago: steps will not run.`)
  }
  if (facts.plans.length === 0) problems.push('No plan is imported.')
  if (facts.live === 'unreadable') problems.push('This process cannot read the journal for its viewers.')
  const { protection } = facts
  const warnings =
    protection === null
      ? ['Whether the journal is protected could not be read.']
      : protection.level === 'full'
        ? []
        : [`The journal is not fully protected: ${protection.detail}.`]
  for (const { place, count, millisecondsAgo } of facts.refusedAlerts) {
    const where = place === null ? 'a plan or environment that does not exist' : place
    const times = count === 1 ? 'An alert' : `${count} alerts`
    warnings.push(
      `${times} for ${where} ${count === 1 ? 'was' : 'were'} refused, last ${Math.round(millisecondsAgo / 1_000)} s ago.`,
    )
  }
  const { clock } = facts
  if (clock !== null && Math.abs(clock.aheadMilliseconds) - clock.within > clockToleranceMilliseconds) {
    const seconds = Math.round(Math.abs(clock.aheadMilliseconds) / 1_000)
    const way = clock.aheadMilliseconds > 0 ? 'ahead of' : 'behind'
    warnings.push(`The clock of this web machine is ${seconds} s ${way} the database's: no time shown rests on it.`)
  }
  return { healthy: problems.length === 0, problems, warnings }
}
