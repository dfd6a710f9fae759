import type { ResolvedCommand } from '../system/resolved'
import { canonicalText } from '../journal/canonical'
import { sha256Hex } from '../journal/chain'
import type { Bindings } from '../plan/reference/bindings'
import { resolveCommand } from '../plan/resolve'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { Runbook, Step } from '../plan/schema/runbook'
import type { CoveredStep } from './events/approval-events'
import type { IncidentState, RunState } from './state'
import { stepOf } from './state'

/** `later`: an earlier step has yet to give what is referred to; it heals by itself. */
export type StepResolution =
  { ok: true; commands: ResolvedCommand[] } | { ok: false; missing: string; problem: string; later: boolean }

/** Fills every reference of a step's commands from plan, environment and what earlier steps gave. */
export function resolveStep(
  plan: Plan,
  environment: Environment,
  state: IncidentState,
  run: RunState,
  step: Step,
): StepResolution {
  const commands: ResolvedCommand[] = []
  for (const command of step.commands) {
    const resolved = resolveCommand(plan, environment, command, bindingsOf(plan, state, run))
    if (!resolved.ok) {
      const { reference, message, code } = resolved
      return { ok: false, missing: reference, problem: message, later: code === 'not-yet' }
    }
    commands.push(resolved.value)
  }
  return { ok: true, commands }
}

/** What references may point at, besides the environment. */
export function bindingsOf(plan: Plan, state: IncidentState, run: RunState | null): Bindings {
  const outputs = Object.fromEntries(Object.values(run?.steps ?? {}).map((step) => [step.id, step.outputs]))
  return {
    incident: { id: state.id, number: state.number, title: state.title, pagerduty: pagerdutyId(plan, state) },
    impactAt: state.impact?.at ?? state.impactSaid?.at ?? null,
    outputs,
  }
}

/** The incident's id in PagerDuty, as a gate's reading of it last told. */
function pagerdutyId(plan: Plan, state: IncidentState): string | null {
  const paths = plan.readings.filter(({ kind }) => kind === 'pagerduty.incident').map(({ id }) => `${id}.id`)
  const facts = Object.values(state.gates).flatMap((gate) => gate.readings)
  const fact = facts.find(({ reading, value }) => paths.includes(reading) && typeof value === 'string' && value !== '')
  return fact === undefined ? null : String(fact.value)
}

/** The step as approvers see it and as the digest covers it: asked for again by a person, it is another act. */
export function coveredStep(run: RunState, step: Step, commands: readonly ResolvedCommand[]): CoveredStep {
  const { generation } = stepOf(run, step.id)
  return { ...coveredContent(step, commands), ...(generation === 0 ? {} : { generation }) }
}

export function coveredContent(step: Step, commands: readonly ResolvedCommand[]): CoveredStep {
  return {
    step: step.id,
    title: step.title,
    commands: commands.map((command) => ({
      action: command.action,
      system: command.system,
      text: command.text,
      account: command.target.account,
      region: command.target.region,
      endpoint: command.target.endpoint,
      identity: command.target.identity,
      parameters: canonicalText(wholeNumbers(command.parameters)),
    })),
    expect: step.expect.map((p) =>
      [p.title, p.hold === undefined ? '' : `held ${p.hold} ms`].filter(Boolean).join(', '),
    ),
    timeoutMilliseconds: step.timeout,
    wayBack: step.wayBack,
    rollback: step.rollback,
    ...(step.unproven === undefined ? {} : { unproven: waiver(step.unproven) }),
  }
}

function waiver({ after, acceptedBy, consequence }: NonNullable<Step['unproven']>): CoveredStep['unproven'] {
  return { afterMilliseconds: after, acceptedBy, consequence }
}

/** sha256 of a value's canonical form. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalText(value))
}

/** The canonical form holds safe integers only; any other number in a parameter is covered as its decimal text. */
function wholeNumbers(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(wholeNumbers)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wholeNumbers(inner)]))
  return value
}

export function runbookOf(plan: Plan, id: string): Runbook {
  const runbook = plan.runbooks.find((candidate) => candidate.id === id)
  if (runbook === undefined) throw new Error(`the plan has no runbook ${id}`)
  return runbook
}
