import { seen } from './seen'
import type { Facts } from '@/lib/domain/system/resolved'
import type { Effect } from '@/lib/domain/run/events/facts'
import { ExecutorError, type Observation } from '@/lib/engine/ports'
import { inParallel } from './in-parallel'

/** What one target says of what is asked of it. Of an undo it is asked to be as it was before. */
export type TargetAnswer = 'done' | 'under-way' | 'not'

/** How many of a command's targets say what; a target that gave no answer is untold. */
export interface Tally {
  done: number
  underWay: number
  not: number
  untold: number
  of: number
}

const width = 8

/**
 * Asks every target of a command by itself; one that has parts answers for each. The one place where several answers become one effect: that of a part is
 * never that of the whole. Throws what the first target threw when none answers.
 */
export async function lookAtEach<T>(
  targets: readonly T[],
  ask: (target: T) => TargetAnswer | readonly TargetAnswer[] | Promise<TargetAnswer | readonly TargetAnswer[]>,
): Promise<Tally> {
  const told = await inParallel(targets, width, async (target) => {
    try {
      return [await ask(target)].flat()
    } catch (error) {
      if (error instanceof ExecutorError) return error
      throw error
    }
  })
  const faults = told.filter((answer) => answer instanceof ExecutorError)
  const [fault] = faults
  if (fault !== undefined && faults.length === told.length) throw fault
  const answers = told.flatMap((answer) => (answer instanceof ExecutorError ? [] : answer))
  const count = (wanted: TargetAnswer) => answers.filter((answer) => answer === wanted).length
  const [done, underWay, not] = [count('done'), count('under-way'), count('not')]
  return { done, underWay, not, untold: faults.length, of: answers.length + faults.length }
}

/** Some, but not all, is partial whatever the rest would have said; without that certainty silence is unknown. */
export function effectOf({ done, underWay, not, untold }: Tally): Effect {
  const some = done + underWay > 0
  if (some && not > 0) return 'partial'
  if (untold > 0) return 'unknown'
  if (!some) return 'absent'
  return underWay > 0 ? 'in-progress' : 'present'
}

/** What is left of the effect, where `done` means as it was before: absent only when all of it is back. */
export function effectLeft(tally: Tally): Effect {
  const back = effectOf(tally)
  if (back === 'present') return 'absent'
  return back === 'absent' ? 'present' : back
}

/** `verb` says what a target that is done is: "told 0 replicas", "as before". */
export function observed(tally: Tally, effect: Effect, verb: string, facts: Facts = {}): Observation {
  const { done, underWay, untold, of } = tally
  const detail = [
    `${done} of ${of} ${verb}`,
    ...(underWay > 0 ? [`${underWay} under way`] : []),
    ...(untold > 0 ? [`${untold} cannot be read`] : []),
  ].join(', ')
  return seen(effect, detail, { facts: { done, underWay, of, ...facts } })
}
