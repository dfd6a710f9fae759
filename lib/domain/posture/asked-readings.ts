import { noIncident } from '../plan/reference/bindings'
import { scaleTime } from '../plan/scale-time'
import { questionOf, type Asking } from './question'
import { readingGroups } from './standing-readings'

/** An environment in its newest version. */
export interface WatchedEnvironment extends Asking {
  /** That version first, then every other that an open incident is pinned to: what is read is read for all of them. */
  asked: readonly Asking[]
  /** Changes when any of these versions does. */
  hash: string
}

/** Standing readings that are taken together, of one of the versions that ask them so. */
export interface AskedReadings extends Asking {
  ids: readonly string[]
  /** The shortest of the times at which one of them, of any version that asks them, is to be taken. */
  every: number
}

/** What is asked all the time for several versions of plan and environment: each question once, whoever asks it. */
export function askedReadings(askings: readonly Asking[]): AskedReadings[] {
  const asked = new Map<string, AskedReadings>()
  for (const asking of askings) {
    const { plan, environment } = asking
    for (const ids of readingGroups(plan)) {
      const readings = plan.readings.filter(({ id }) => ids.includes(id))
      const own = Math.min(...readings.map(({ every }) => scaleTime(environment, every)))
      const questions = ids.map((id) => questionOf(asking, id, noIncident)).join()
      const known = asked.get(questions) ?? { plan, environment, ids, every: own }
      asked.set(questions, { ...known, every: Math.min(known.every, own) })
    }
  }
  return [...asked.values()]
}
