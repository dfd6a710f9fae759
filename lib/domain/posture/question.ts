import { contentHash } from '../plan/canonical-plan'
import { noIncident, type Bindings } from '../plan/reference/bindings'
import { pieces } from '../plan/reference/reference'
import { resolveReading } from '../plan/resolve'
import type { Environment } from '../plan/schema/environment'
import type { Plan, Reading } from '../plan/schema/plan'
import type { ParameterValue } from '../plan/schema/primitives'
import { readingGroups } from './standing-readings'

/** A version of the plan with one of the environment: what an incident is pinned to, or the newest. */
export interface Asking {
  plan: Plan
  environment: Environment
}

/**
 * What a reading asks, as a hash: its parameters as filled in, and the system it asks as it is bound. Two versions of
 * plan and environment that ask the same share the answer; where one of them asks otherwise, neither is judged from the
 * other's. Readings that are taken together are one question, since what they say is their difference.
 */
export function questionOf(asking: Asking, id: string, bindings: Bindings): string {
  const known = fixedQuestions(asking)
  const fixed = known.get(id)
  if (fixed !== undefined) return fixed
  return contentHash(asks(asking, id, bindings))
}

/** The questions of all readings of the plan, by the reading's id. */
export function questionsOf(asking: Asking, bindings: Bindings): Record<string, string> {
  return Object.fromEntries(asking.plan.readings.map(({ id }) => [id, questionOf(asking, id, bindings)]))
}

/** A version never changes, so what it asks whatever the incident is computed once. */
const fixed = new WeakMap<Plan, WeakMap<Environment, ReadonlyMap<string, string>>>()

function fixedQuestions(asking: Asking): ReadonlyMap<string, string> {
  const { plan, environment } = asking
  const ofPlan = fixed.get(plan) ?? new WeakMap<Environment, ReadonlyMap<string, string>>()
  fixed.set(plan, ofPlan)
  const known = ofPlan.get(environment) ?? computeFixed(asking)
  ofPlan.set(environment, known)
  return known
}

function computeFixed(asking: Asking): ReadonlyMap<string, string> {
  const { readings } = asking.plan
  const alone = readings.filter(({ with: given }) => !refersToIncident(given)).map(({ id }) => [id])
  // What stands is asked without an incident, even where it refers to one.
  const groups = [...alone, ...readingGroups(asking.plan)]
  return new Map(
    groups.flatMap((ids) =>
      ids.map((id) => {
        const together = ids.map((one) => asks(asking, one, noIncident))
        return [id, contentHash(ids.length === 1 ? together[0] : { id, together })] as const
      }),
    ),
  )
}

/** All that decides the answer. How often it is asked, and how old the answer may be, is for whoever reads it. */
function asks({ plan, environment }: Asking, id: string, bindings: Bindings): unknown {
  const reading = plan.readings.find((one) => one.id === id)
  if (reading === undefined) return { id }
  const binding = bindingOf(environment, reading)
  const resolved = resolveReading(plan, environment, reading, bindings)
  if (resolved.ok) return { ...resolved.value, binding }
  const { kind, system, with: given } = reading
  return { id, kind, system, given, binding, missing: resolved.message }
}

function bindingOf({ systems }: Environment, { system }: Reading) {
  return Object.hasOwn(systems, system) ? systems[system] : undefined
}

function refersToIncident(value: ParameterValue): boolean {
  if (typeof value === 'string')
    return pieces(value).some(
      (piece) => piece.kind === 'reference' && !['name', 'region'].includes(piece.reference?.kind ?? ''),
    )
  if (Array.isArray(value)) return value.some(refersToIncident)
  return typeof value === 'object' && value !== null && Object.values(value).some(refersToIncident)
}
