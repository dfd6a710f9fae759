import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createCleanUp } from '@/cli/rehearse/clean-up'
import { endOnSignal } from '@/cli/rehearse/end-on-signal'
import { playStory, type Stage, type Told } from './play-story'
import { passes, passesOf, playPoints, type Pass, type PointsTold } from './points'
import { setStage } from './set-stage'
import { drawStory } from './story'

/**
 * `npm run chaos -- --seed N --instants M [--resume FILE] [--verbose]`: stories of one seed each until so many instants
 * were done. Stories that FILE holds are done; each that is told is added to it. With `--points` a worker dies at every
 * named point of every step instead. Ends with 1 where a story went wrong.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      instants: { type: 'string', default: '50' },
      resume: { type: 'string' },
      points: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  })
  const [first, most] = [whole('seed', values.seed), whole('instants', values.instants)]
  const before = values.resume === undefined ? [] : readTold(values.resume)
  const told = new Map(before.filter(({ story }) => story.seed >= first).map((one) => [one.story.seed, one]))
  const cleanUp = createCleanUp()
  endOnSignal(cleanUp)
  try {
    const stage = await setStage(cleanUp)
    if (values.verbose) stage.say = say
    if (values.points) return await everyPoint(stage, values.resume)
    for (let seed = first; sum(told.values()) < most; seed += 1) {
      if (told.has(seed)) continue
      const story = drawStory(seed)
      if (values.verbose) say(JSON.stringify(story))
      const one = await playStory(stage, story)
      told.set(seed, one)
      if (values.resume !== undefined) appendFileSync(values.resume, `${JSON.stringify(one)}\n`)
      say(
        `seed ${seed}: ${one.outcome}, ${one.done} instants, ${one.seconds} s, timers late by ${one.starved} ms${one.ok ? '' : ', WRONG'}`,
      )
      if (!one.ok) say([...one.log, JSON.stringify(story), one.failure ?? ''].join('\n'))
    }
    const wrong = [...told.values()].filter(({ ok }) => !ok).map(({ story }) => story.seed)
    say(
      `${told.size} stories, ${sum(told.values())} instants; ${wrong.length} wrong${wrong.length > 0 ? `: seeds ${wrong.join(', ')}` : ''}`,
    )
    if (wrong.length > 0) process.exitCode = 1
  } finally {
    await cleanUp.run()
  }
}

/** Numbers of the runs for what was left. */
const again = 100

async function everyPoint(stage: Stage, file: string | undefined): Promise<void> {
  const before = (file === undefined ? [] : readTold(file)) as PointsTold[]
  const done = before.map(({ story }) => story.seed)
  const left = done.some((seed) => seed >= again) ? [] : before.flatMap((one) => one.left)
  const play = async (pass: Pass) => {
    const told = await playPoints(stage, pass)
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(told)}\n`)
    say(`${told.outcome}, died at ${told.done} points, ${told.seconds} s${told.ok ? '' : ', WRONG'}`)
    if (told.left.length > 0) say(`nobody came by: ${told.left.join(', ')}`)
    left.push(...told.left)
    if (!told.ok) say([...told.log, told.failure ?? ''].join('\n'))
    if (!told.ok) process.exitCode = 1
  }
  for (const pass of passes()) if (!done.includes(pass.seed)) await play(pass)
  // Where somebody died beside it first: once more, by themselves.
  for (const pass of passesOf(left.splice(0), again)) await play(pass)
}

function readTold(file: string): Told[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Told)
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`--${name}: a whole number above 0, not ${text}`)
}

const sum = (told: Iterable<Told>) => [...told].reduce((all, { done }) => all + done, 0)
const say = (line: string) => void process.stdout.write(`${line}\n`)

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
