import type { Step } from '../../plan/schema/runbook'
import type { RunState } from '../../run/state'
import { stepOf } from '../../run/state'
import { fullStop } from '../format/full-stop'
import { utcClock } from '../format/instant'
import { checksOf } from '../sponsor/seen-from-outside'
import type { IncidentInput } from '../incident-input'
import { oncePerInput } from '../once-per-input'
import type { DoneWhenRow } from './done-when'
import { checkRows, doneWhen } from './done-when'

/** More are not read before somebody decides. */
const most = 4

/** Why an expectation or a check does not stand, as a sentence for the record; null where it does. */
export function factOf({ title, value, unknown, source, observedAt, status }: DoneWhenRow): string | null {
  if (status === 'ok' || status === 'running') return null
  if (unknown === null) return `"${title}" does not hold: ${value ?? 'no value'}, ${source}${at(observedAt)}.`
  const since = observedAt === null ? 'was never read' : `is not known since ${utcClock(observedAt)}`
  return `"${title}" ${since}: ${source}, ${unknown}${value === null ? '' : `, last read ${value}`}.`
}

function at(observedAt: string | null): string {
  return observedAt === null ? '' : `, ${utcClock(observedAt)}`
}

export function factsOf(rows: readonly DoneWhenRow[]): string[] {
  return rows.flatMap((row) => factOf(row) ?? []).slice(0, most)
}

/** How the tiers are seen by the monitors outside: how many fail, and how many say nothing. */
export function outsideFacts(input: IncidentInput): string[] {
  return oncePerInput(input, 'seen from outside', () => seenFromOutside(input))
}

function seenFromOutside(input: IncidentInput): string[] {
  return input.plan.tiers.flatMap(({ id, outside }) => {
    const monitors = outside?.monitors ?? []
    if (monitors.length === 0) return []
    const rows = checkRows(
      input,
      monitors.map((monitor) => ({ title: monitor, reading: `${monitor}.ok`, operator: 'is', value: true })),
    )
    const count = (status: DoneWhenRow['status']) => rows.filter((row) => row.status === status).length
    const [works, fails, silent] = [count('ok'), count('waiting'), count('unknown')]
    const parts = [
      ...(fails > 0 ? [`${checksOf(fails, rows.length)} fail`] : []),
      ...(silent > 0 ? [`${checksOf(silent, rows.length)} give no answer`] : []),
      ...(fails + silent === 0 ? [`it works in ${checksOf(works, rows.length)}`] : []),
    ]
    return [`${id}, ${utcClock(input.now)}: ${parts.join(', ')}.`]
  })
}

/** What speaks about one step: how it failed, what of its expectation does not stand, and what is seen from outside. */
export function stepFacts(input: IncidentInput, run: RunState | null, step: Step): string[] {
  const failure = run === null ? null : stepOf(run, step.id).failure
  const began = run === null ? null : stepOf(run, step.id).startedAt
  return [
    ...(failure === null ? [] : [`${step.id} failed: ${fullStop(failure.message)}`]),
    ...(began === null ? [] : factsOf(doneWhen(input, run, step))),
    ...outsideFacts(input),
  ].slice(0, most)
}
