import { parseArgs } from 'node:util'
import { shrink } from './shrink'
import { simulate } from './simulate'
import type { Fault } from './faults'

/**
 * `npm run simulate -- --seed N --runs M`: as many worlds, one after the other; the first that goes wrong is told with its
 * shortest story. With `--all` none is shortened: each that goes wrong is a line, and the next is played.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '100' },
      all: { type: 'boolean' },
    },
  })
  const [first, runs] = [whole('seed', values.seed), whole('runs', values.runs)]
  const began = performance.now()
  const outcomes: Record<string, number> = {}
  const looked: Record<string, number> = {}
  let wrong = 0
  for (let seed = first; seed < first + runs; seed += 1) {
    const { violations, faults, outcome, lookOvers } = await simulate(seed)
    for (const [what, count] of Object.entries(lookOvers)) looked[what] = (looked[what] ?? 0) + count
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (violations.length > 0 && values.all !== true) return tell(seed, faults)
    if (violations.length > 0) say(`seed ${seed}: ${violations.join('; ')}`)
    wrong += violations.length > 0 ? 1 : 0
    if ((seed - first + 1) % 1_000 === 0) say(`${seed - first + 1} of ${runs} seeds, ${seconds(began)} s`)
  }
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`)
  const went = wrong === 0 ? 'no violation' : `${wrong} went wrong`
  say(`${runs} seeds from ${first}: ${went}, ${seconds(began)} s. Runs ended: ${ends.join(', ')}.`)
  say(`Look-overs: ${JSON.stringify(looked)}`)
  process.exitCode = wrong === 0 ? 0 : 1
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
