import type { Runbook, WayBack } from '../../plan/schema/runbook'
import type { CoveredStep } from '../../run/events/approval-events'
import type { WhereView } from '../console/where'
import { fromTarget } from '../console/where'
import { spanWords } from '../format/duration'

export interface CoveredCommandView {
  action: string
  text: string
  where: WhereView
  /** What the command is made of, as the digest covers it: canonical JSON. */
  parameters: string
}

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
  /** In words, and to the millisecond where those round. */
  timeout: string
  /** What may be waived, after how long, by which duty and at what risk, in words; null: it must prove itself. */
  unproven: { after: string; by: string; consequence: string } | null
  /** It ran before and a person asked for it again: which time this is. */
  again: number | null
  commands: CoveredCommandView[]
}

export function coveredStep(
  covered: CoveredStep,
  runbook: Runbook,
  titleOf: (duty: string) => string,
): CoveredStepView {
  const commands = covered.commands.map((command) => ({
    action: command.action,
    text: command.text,
    where: fromTarget(command.system, command),
    parameters: command.parameters,
  }))
  const each = (of: (where: WhereView) => string | null) => [
    ...new Set(commands.flatMap(({ where }) => of(where) ?? [])),
  ]
  const { unproven } = covered
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
    timeout: exactSpan(covered.timeoutMilliseconds),
    unproven:
      unproven === undefined
        ? null
        : {
            after: exactSpan(unproven.afterMilliseconds),
            by: titleOf(unproven.acceptedBy),
            consequence: unproven.consequence,
          },
    again: covered.generation === undefined ? null : covered.generation + 1,
    commands,
  }
}

/** `3 min`; a span that words would round says its milliseconds too, since the digest covers them. */
function exactSpan(milliseconds: number): string {
  const rounds = milliseconds >= 1_000 && milliseconds % 1_000 !== 0
  return `${spanWords(milliseconds)}${rounds ? ` (${milliseconds} ms)` : ''}`
}
