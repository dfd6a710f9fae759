import { actionDefinition } from '../../system/catalogue'
import type { FieldType } from '../../system/definition'
import { ancestors } from '../graph'
import { suggest } from '../parse/closest'
import { wrong, type Finding } from '../finding'
import type { Path } from '../problem'
import { referenceForms, type Reference } from '../reference/reference'
import { referencesIn } from '../reference/references-in'
import type { Runbook, Step } from '../schema/runbook'
import type { PlanIndex } from './index-plan'

/** Where a reference stands: outside a runbook's steps there are no outputs to refer to. */
export interface Scope {
  runbook: Runbook | null
  step: Step | null
  /** Where that runbook's steps stand in the plan. */
  stepsPath: Path
}

export const nowhere: Scope = { runbook: null, step: null, stepsPath: [] }

/** Every `${...}` in a value is well-formed, and what it names exists here. `here` puts every finding at the path itself. */
export function checkReferences(index: PlanIndex, value: unknown, path: Path, scope: Scope, here = false): Finding[] {
  return referencesIn(value, path).flatMap(({ text, reference, path: inner }) => {
    const at = here ? path : inner
    if (reference === null) return [wrong(at, 'reference', `${text} is not a reference: write ${referenceForms}`)]
    if (reference.kind === 'region' && !index.ids.regions.includes(reference.region)) {
      const message = `${text}: no region ${reference.region}, ${suggest(reference.region, index.ids.regions)}`
      return [wrong(at, 'unknown-region', message, [['regions']])]
    }
    return reference.kind === 'output' ? checkOutput(reference, text, at, scope) : []
  })
}

function checkOutput(
  reference: Extract<Reference, { kind: 'output' }>,
  text: string,
  path: Path,
  scope: Scope,
): Finding[] {
  const { runbook, step } = scope
  if (runbook === null || step === null) {
    return [wrong(path, 'output-scope', `${text}: outputs of steps exist only inside steps that come after them`)]
  }
  const target = runbook.steps.find(({ id }) => id === reference.step)
  if (target === undefined) {
    const ids = runbook.steps.map(({ id }) => id)
    return [
      wrong(path, 'unknown-step', `${text}: no step ${reference.step}, ${suggest(reference.step, ids)}`, [
        scope.stepsPath,
      ]),
    ]
  }
  const findings: Finding[] = []
  if (!ancestors(runbook.steps, step.id).has(target.id) || target.id === step.id) {
    const message = `${text}: ${step.id} does not come after ${target.id}, add ${target.id} to its after`
    findings.push({ ...wrong(path, 'not-after', message), rule: true })
  }
  const outputs = outputsOf(target)
  if (outputs !== null && !Object.hasOwn(outputs, reference.output)) {
    const names = Object.keys(outputs)
    findings.push(
      wrong(
        path,
        'unknown-output',
        `${text}: ${target.id} gives no ${reference.output}, ${suggest(reference.output, names)}`,
      ),
    )
  }
  return findings
}

/** What a step's commands give, by name; null when one of its kinds is unknown. */
export function outputsOf(step: Step): Record<string, FieldType> | null {
  const all: Record<string, FieldType> = {}
  for (const command of step.commands) {
    const definition = actionDefinition(command.action)
    if (definition === undefined) return null
    Object.assign(all, definition.outputs)
  }
  return all
}

/** The type a reference will have when it is filled in; text where it cannot be told. */
export function referenceType(reference: Reference, scope: Scope): FieldType {
  if (reference.kind === 'impact') return 'time'
  if (reference.kind === 'incident') return reference.field === 'number' ? 'number' : 'text'
  if (reference.kind !== 'output') return 'text'
  const step = scope.runbook?.steps.find(({ id }) => id === reference.step)
  const outputs = step === undefined ? null : outputsOf(step)
  return outputs?.[reference.output] ?? 'text'
}
