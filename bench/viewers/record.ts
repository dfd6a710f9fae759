import { setTimeout as wait } from 'node:timers/promises'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { foldIncident } from '@/lib/db/incident/fold-incident'
import type { Database } from '@/lib/db/client'
import { saveReading } from '@/lib/db/save-reading'
import { noIncident } from '@/lib/domain/plan/reference/bindings'
import type { PersonCommand } from '@/lib/domain/run/commands'
import { questionOf } from '@/lib/domain/posture/question'
import type { Actor } from '@/lib/domain/access/actor'
import type { FrozenPlan } from '@/lib/testing/read-frozen-plan'

/** Microseconds on the monotonic clock that all processes of this machine share. */
export const microseconds = () => Number(process.hrtime.bigint() / 1_000n)

/**
 * Entries at a steady pace, and readings beside them, for so many seconds. Gives for each entry's number when its
 * transaction was about to commit: what the commit itself takes counts against what is measured.
 */
export async function recordSteadily(
  database: Database,
  { id, actor, sample }: { id: string; actor: Actor; sample: FrozenPlan },
  { seconds, eachMilliseconds }: { seconds: number; eachMilliseconds: number },
): Promise<Map<number, number>> {
  const committed = new Map<number, number>()
  let committing = 0
  const watched = new Proxy(database, {
    get(target, name) {
      if (name !== '$transaction') return Reflect.get(target, name) as unknown
      return (work: (tx: unknown) => Promise<unknown>) =>
        database.$transaction(async (tx) => {
          const result = await work(tx)
          committing = microseconds()
          return result
        })
    },
  })
  let poll = (await foldIncident(database, id))?.polls.at(-1) ?? null
  const began = performance.now()
  for (let index = 0; index < (seconds * 1_000) / eachMilliseconds; index += 1) {
    const due = began + index * eachMilliseconds
    await wait(Math.max(0, due - performance.now()))
    if (index % Math.round(1_000 / eachMilliseconds) === 0) await readSomething(database, sample)
    const command: PersonCommand =
      poll === null || poll.closed !== null
        ? { type: 'call-poll', question: 'Is it measured?', duties: ['commander'] }
        : { type: 'close-poll', poll: poll.number }
    const outcome = await decideIncident(watched, id, command, actor)
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    poll = outcome.state.polls.at(-1) ?? null
    committed.set(outcome.sequence, committing)
  }
  return committed
}

async function readSomething(database: Database, { plan, environment }: FrozenPlan): Promise<void> {
  const observedAt = new Date()
  for (const name of ['witness', 'west-heartbeat', 'east-member']) {
    const question = questionOf({ plan, environment }, name, noIncident)
    const of = { planKey: plan.key, environment: environment.name, name, question, source: 'bench' }
    await saveReading(database, {
      ...of,
      observedAt,
      value: { lastAt: observedAt.toISOString(), ratePerSecond: 1_329 },
    })
  }
}
