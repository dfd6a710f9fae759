import type { Runbook, WayBack } from '../../plan/schema/runbook'
import type { CoveredStep } from '../../run/events/approval-events'
import type { WhereView } from '../console/where'
import { fromTarget } from '../console/where'
import { spanWords } from '../format/duration'

export interface CoveredStepView {
  id: string
  title: string
  /** Why the plan has the step; null where the pinned plan no longer says. */
  purpose: string | null
  wayBack: WayBack
  /** What it destroys, or how one gets back, in the plan's words. */
  rollback: string
  /** Regions and systems it changes, and as whom, without repetitions. */
  regions: string[]
  systems: string[]
  identities: string[]
  expect: string[]
  timeout: string
  /** What may be waived and at what risk, in words; null: it must prove itself. */
  unproven: string | null
  /** It ran before and a person asked for it again: which time this is. */
  again: number | null
  commands: { text: string; where: WhereView }[]
}

/** One line of the sheet: a step, or several that differ only where it is said. */
export interface CoveredGroup {
  key: string
  /** The step that is read for all of them. */
  first: CoveredStepView
  /** What is special about each; empty for a single step. */
  alike: { id: string; differs: string }[]
}

export function coveredStep(covered: CoveredStep, runbook: Runbook): CoveredStepView {
  const commands = covered.commands.map((command) => ({
    text: command.text,
    where: fromTarget(command.system, command),
  }))
  const each = (of: (where: WhereView) => string | null) => [
    ...new Set(commands.flatMap(({ where }) => of(where) ?? [])),
  ]
  return {
    id: covered.step,
    title: covered.title,
    purpose: runbook.steps.find(({ id }) => id === covered.step)?.purpose ?? null,
    wayBack: covered.wayBack as WayBack,
    rollback: covered.rollback,
    regions: each(({ region }) => region),
    systems: each(({ system }) => system),
    identities: each(({ identity }) => identity),
    expect: covered.expect,
    timeout: spanWords(covered.timeoutMilliseconds),
    unproven: covered.unproven?.consequence ?? null,
    again: covered.generation === undefined ? null : covered.generation + 1,
    commands,
  }
}

/**
 * Steps in their order, with neighbours that are alike as one group: the same actions on the same kind of target, the
 * same way back, and titles that differ in one word. A step that is not quite alike keeps its own line.
 */
export function coveredGroups(steps: readonly CoveredStepView[]): CoveredGroup[] {
  const groups: CoveredStepView[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    const first = last?.[0]
    if (last !== undefined && first !== undefined && alike(first, step)) last.push(step)
    else groups.push([step])
  }
  return groups.flatMap((group) => {
    const [first, second] = group
    if (first === undefined) return []
    if (second === undefined) return [{ key: first.id, first, alike: [] }]
    return [{ key: first.id, first, alike: group.map((step) => ({ id: step.id, differs: differs(group, step) })) }]
  })
}

const words = (text: string) => text.split(/\s+/)

function alike(a: CoveredStepView, b: CoveredStepView): boolean {
  const [left, right] = [words(a.title), words(b.title)]
  const apart = left.filter((word, index) => word !== right[index]).length
  return (
    left.length === right.length &&
    apart <= 1 &&
    a.wayBack === b.wayBack &&
    a.rollback === b.rollback &&
    a.timeout === b.timeout &&
    a.unproven === b.unproven &&
    a.again === b.again &&
    a.commands.length === b.commands.length &&
    a.commands.every((command, index) => verb(command.text) === verb(b.commands[index]?.text ?? ''))
  )
}

/** The program and what it is told to do, without what it is done to. */
function verb(text: string): string {
  return words(text)
    .slice(0, 3)
    .filter((word) => !word.startsWith('-'))
    .join(' ')
}

/** What only this one of the group says: words of its title and of its commands, and its region. */
function differs(group: readonly CoveredStepView[], step: CoveredStepView): string {
  const shared = (of: (one: CoveredStepView) => string[]) => {
    const common = group.map(of).reduce((kept, next) => kept.filter((word) => next.includes(word)))
    return of(step).filter((word) => !common.includes(word))
  }
  const title = shared((one) => words(one.title))
  const regions = shared((one) => one.regions)
  const commands = shared((one) => one.commands.flatMap(({ text }) => words(text)))
  const said = [...new Set([...title, ...regions])]
  return [...said, ...commands.filter((word) => !said.some((one) => word.includes(one)))].join(' ')
}
