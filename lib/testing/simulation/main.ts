import { parseArgs } from 'node:util'
import { shrink } from './shrink'
import { simulate } from './simulate'
import type { Fault } from './faults'

/** `npm run simulate -- --seed N --runs M`: as many worlds, one after the other; the first that goes wrong is told. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100' } },
  })
  const [first, runs] = [whole('seed', values.seed), whole('runs', values.runs)]
  const began = performance.now()
  const outcomes: Record<string, number> = {}
  for (let seed = first; seed < first + runs; seed += 1) {
    const { violations, faults, outcome } = await simulate(seed)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (violations.length > 0) return tell(seed, faults)
    if ((seed - first + 1) % 1_000 === 0) say(`${seed - first + 1} of ${runs} seeds, ${seconds(began)} s`)
  }
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`)
  say(`${runs} seeds from ${first}: no violation, ${seconds(began)} s. Runs ended: ${ends.join(', ')}.`)
}

async function tell(seed: number, faults: readonly Fault[]): Promise<void> {
  say(`seed ${seed} goes wrong; looking for the shortest story of it`)
  const { violations, faults: left, log } = await shrink(seed, {}, faults)
  say([
    ...log,
    '',
    `seed ${seed}, ${left.length} of ${faults.length} faults:`,
    ...left.map((one) => JSON.stringify(one)),
  ])
  say(violations)
  process.exitCode = 1
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`--${name}: a whole number above 0, not ${text}`)
}

const seconds = (began: number) => Math.round((performance.now() - began) / 1000)
const say = (words: string | readonly string[]) => process.stdout.write(`${[words].flat().join('\n')}\n`)

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
