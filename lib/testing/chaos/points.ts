import { readdirSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CrashPoint } from '@/lib/engine/ports'
import { frozenPlan } from '../read-frozen-plan'
import { playStory, type Stage, type Told } from './play-story'
import type { Story } from './story'

/** Where each is passed: by every step, by one that sends, or by an act alone. The type says that none is left out. */
const passedBy: Record<CrashPoint, 'step' | 'request' | 'act'> = {
  'before-intent': 'step',
  'after-intent': 'step',
  'before-send': 'request',
  'after-reply': 'request',
  'after-accepted': 'request',
  'while-verifying': 'act',
  'before-success': 'step',
  'after-success': 'step',
}

/** Each death costs seconds until another worker has taken over. */
const stepsInARun = 4
const aDeath = 20_000

export interface Pass {
  seed: number
  afterAbort: Story['afterAbort']
  points: string[]
}

/** Whoever dies over a reply never comes by where it is accepted: those are of a run of their own. */
export function passes(): Pass[] {
  const { plan } = frozenPlan()
  const acts: string[] = []
  const undos: string[] = []
  for (const { steps, pointOfNoReturn } of plan.runbooks) {
    const before = steps.slice(
      0,
      steps.findIndex(({ id }) => id === pointOfNoReturn),
    )
    for (const [point, by] of Object.entries(passedBy)) {
      const sending = (step: { commands: readonly unknown[] }) => by !== 'request' || step.commands.length > 0
      acts.push(...steps.filter(sending).map(({ id }) => `${id}:${point}`))
      const back = by === 'act' ? [] : before.filter((step) => step.commands.length > 0 && step.wayBack !== 'one-way')
      undos.push(...back.map(({ id }) => `undo-${id}:${point}`))
    }
  }
  return passesOf([...acts, ...undos], 1)
}

/** In runs that end well, and of undo in such as go back; numbered from `first` on. */
export function passesOf(points: readonly string[], first: number): Pass[] {
  const undo = (point: string) => point.startsWith('undo-')
  const back = points.filter(undo)
  const on = points.filter((point) => !undo(point))
  return [...inRuns(on, 'go-on'), ...inRuns(back, 'go-back')].map((pass, index) => ({ ...pass, seed: first + index }))
}

function inRuns(all: readonly string[], afterAbort: Pass['afterAbort']): Omit<Pass, 'seed'>[] {
  const accepted = (point: string) => point.endsWith(':after-accepted')
  const stepOf = (point: string) => point.split(':')[0] ?? ''
  const others = all.filter((point) => !accepted(point))
  const steps = [...new Set(others.map(stepOf))]
  const groups = steps.flatMap((_, index) =>
    index % stepsInARun === 0 ? [steps.slice(index, index + stepsInARun)] : [],
  )
  const runs = [all.filter(accepted), ...groups.map((group) => others.filter((point) => group.includes(stepOf(point))))]
  return runs.filter((points) => points.length > 0).map((points) => ({ afterAbort, points }))
}

export interface PointsTold extends Told {
  /** Where nobody came by. */
  left: string[]
}

/**
 * One run in which a worker dies at every one of these points that is passed. Where the run is to go back it is aborted
 * the moment somebody has died right before the point of no return. Gives where nobody came by.
 */
export async function playPoints(stage: Stage, { seed, afterAbort, points }: Pass): Promise<PointsTold> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-points-'))
  try {
    await chmod(directory, 0o755)
    const last = frozenPlan().plan.runbooks.map(({ pointOfNoReturn }) => `${pointOfNoReturn}:before-intent`)
    const mine = afterAbort === 'go-back' ? [...points, ...last] : points
    for (const point of mine) await writeFile(join(directory, point), '')
    const left = () => readdirSync(directory)
    const abortWhen = afterAbort === 'go-back' ? () => !last.some((point) => left().includes(point)) : undefined
    const story: Story = { seed, workers: 3, consoles: 1, instants: [], afterAbort }
    const told = await playStory(
      { ...stage, workerEnv: { BREAKWATER_CRASH_ONCE: directory }, further: mine.length * aDeath },
      story,
      abortWhen,
    )
    return { ...told, done: mine.length - left().length, left: left() }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
