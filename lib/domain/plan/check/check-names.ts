import { suggest } from '../parse/closest'
import { wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import type { Runbook } from '../schema/runbook'
import type { ListName, PlanIndex } from './index-plan'

const nouns: Record<ListName, string> = {
  regions: 'region',
  tiers: 'tier',
  services: 'service',
  links: 'link',
  duties: 'duty',
  systems: 'system',
  readings: 'reading',
  runbooks: 'runbook',
}

/** A name that must be one of a list of the plan. */
export function known(index: PlanIndex, list: ListName, name: string, path: Path): Finding[] {
  const ids = index.ids[list]
  if (ids.includes(name)) return []
  return [wrong(path, `unknown-${nouns[list]}`, `no ${nouns[list]} ${name}: ${suggest(name, ids)}`, [[list]])]
}

/** Ids that stand twice in one list; found at the second. */
export function duplicates(things: readonly { id: string }[], path: Path, noun: string): Finding[] {
  const seen = new Set<string>()
  return things.flatMap(({ id }, position) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [wrong([...path, position, 'id'], 'duplicate-id', `there is a ${noun} ${id} already: rename one`)]
  })
}

/** Names that stand twice in a set of names. */
export function repeated(names: readonly string[], path: Path): Finding[] {
  return names.flatMap((name, position) =>
    names.indexOf(name) < position
      ? [wrong([...path, position], 'repeated', `${name} stands here twice: keep one`)]
      : [],
  )
}

/** A step named from elsewhere in the runbook. */
export function knownStep(runbook: Runbook, name: string, path: Path, stepsPath: Path): Finding[] {
  const ids = runbook.steps.map(({ id }) => id)
  return ids.includes(name) ? [] : [wrong(path, 'unknown-step', `no step ${name}: ${suggest(name, ids)}`, [stepsPath])]
}
