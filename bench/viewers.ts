import { setTimeout as wait } from 'node:timers/promises'
import { startChild } from '@/cli/rehearse/child'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { person } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { fillPlan, writeStory } from '@/lib/testing/fill-desk'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { chainPlan } from '@/lib/testing/simulation/simulated-plan'
import { openIncidents, startRun } from './open-incidents'
import { withPostgres } from './postgres'
import { openListeners } from './viewers/listeners'
import { signIn, signInPeople } from './viewers/people'
import { microseconds, recordSteadily } from './viewers/record'
import { startWebs } from './viewers/start-web'
import type { Told } from './viewers/told'

const many = Number(process.env['VIEWERS'] ?? 1_000)
const seconds = Number(process.env['SECONDS'] ?? 30)
const pace = { seconds, eachMilliseconds: 200 }
const aborts = 8

/** From an entry's commit to when it was heard, of one viewer and of a thousand; then with everybody looking, too. */
await withPostgres(async ({ url, database }) => {
  const cleanUp = createCleanUp()
  try {
    const chain = chainPlan(3)
    const others = await openIncidents(database, chain, { plans: aborts, each: 1 })
    for (const other of others) await startRun(database, other, chain)
    const sample = frozenPlan()
    await fillPlan(database, sample)
    const { id } = await writeStory(database, momentWhen('going').story)
    const commander = await signIn(database, 'mara-okafor')
    const tokens = await signInPeople(database, many)
    const urls = await startWebs(2, url, cleanUp)
    const of = { id, actor: person('mara-okafor'), sample }
    const record = async () => {
      await recordSteadily(database, of, { ...pace, seconds: 2 })
      return recordSteadily(database, of, pace)
    }
    const listen = (to: string[], who: readonly string[]) =>
      openListeners({ processes: who.length > 1 ? 2 : 1, urls: to, tokens: who, incidentId: id, cleanUp })

    const one = await listen(urls, tokens.slice(0, 1))
    console.log(`one viewer: ${heardIn(await record(), await settled(one), 1)}`)
    await one.end()

    const bare = await Promise.all([startBare(), startBare()])
    const transport = await listen(bare, tokens)
    console.log(`${many} connections, transport alone: ${heardIn(await record(), await settled(transport), many)}`)
    await transport.end()

    const all = await listen(urls, tokens)
    await wait(3_000)
    await all.tell()
    console.log(`${many} viewers on two web processes: ${heardIn(await record(), await settled(all), many)}`)

    all.look(true)
    const [committed, took] = await Promise.all([record(), abortEach()])
    const told = await settled(all)
    console.log(`${many} viewers who look, too: ${heardIn(committed, told, many)}`)
    const asked = told.seen.map(([sinceAsked]) => sinceAsked / 1_000)
    const heard = told.seen.map(([, sinceHeard]) => sinceHeard / 1_000)
    console.log(
      `  a console view: ${percentiles(asked)} after it was asked for, ${percentiles(heard)} after what it shows`,
    )
    console.log(`  answers: ${JSON.stringify(told.statuses)}`)
    console.log(`  an abort meanwhile, to its answer: ${percentiles(took)}`)

    async function startBare(): Promise<string> {
      let port = ''
      const ready = (line: string) => {
        port = /^listening (\d+)/.exec(line)?.[1] ?? ''
        return port !== ''
      }
      const onLost = (words: string) => console.error(words)
      await startChild({ args: ['bench/viewers/bare-stream.ts'], env: { DATABASE_URL: url }, ready, onLost, cleanUp })
      return `http://127.0.0.1:${port}`
    }

    async function abortEach(): Promise<number[]> {
      const milliseconds: number[] = []
      for (const [index, incidentId] of others.entries()) {
        await wait((seconds * 1_000) / (aborts + 1))
        const origin = urls[index % urls.length] ?? ''
        const began = microseconds()
        const response = await fetch(`${origin}/api/abort`, {
          method: 'POST',
          headers: { origin, 'content-type': 'application/json', cookie: `breakwater-session=${commander}` },
          body: JSON.stringify({ incidentId, runId: `${incidentId}-R1`, reason: '' }),
        })
        const text = await response.text()
        if (!response.ok) console.log(`  MISSED: an abort was answered ${response.status}: ${text}`)
        else milliseconds.push((microseconds() - began) / 1_000)
      }
      return milliseconds
    }
  } finally {
    await cleanUp.run()
  }
})

/** What was heard once nothing more comes. */
async function settled(listeners: { look(looks: boolean): void; tell(): Promise<Told> }): Promise<Told> {
  await wait(5_000)
  listeners.look(false)
  return listeners.tell()
}

function heardIn(committed: ReadonlyMap<number, number>, { heard }: Told, viewers: number): string {
  const took = heard.flatMap(([sequence, at]) => {
    const from = committed.get(sequence)
    return from === undefined ? [] : [(at - from) / 1_000]
  })
  const missing = committed.size * viewers - took.length
  return `${percentiles(took)}${missing === 0 ? '' : `, ${missing} NOT HEARD`}`
}

function percentiles(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(0)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`
}
