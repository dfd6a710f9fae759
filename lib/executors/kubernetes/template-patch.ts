import type { Facts } from '@/lib/domain/system/resolved'
import { attemptAnnotation, type RolloutParameters } from '@/lib/domain/system/kubernetes/rollout'
import { ExecutorError } from '@/lib/engine/ports'
import type { DeploymentState } from './deployment-state'
import { keptText, restorable } from '../restorable'

type Values = Readonly<Record<string, string | null>>

/** A strategic merge patch of the pod template: null removes an annotation or a variable. */
function templatePatch(annotations: Values, env: ReadonlyMap<string, Values>) {
  const containers = [...env].map(([name, values]) => ({
    name,
    env: Object.entries(values).map(([variable, value]) =>
      value === null ? { name: variable, $patch: 'delete' } : { name: variable, value },
    ),
  }))
  const spec = containers.every((container) => container.env.length === 0) ? {} : { spec: { containers } }
  return { spec: { template: { metadata: { annotations }, ...spec } } }
}

/** What a rollout writes: the attempt's mark, the annotations, the variables in every container. */
export function rolloutPatch(state: DeploymentState, parameters: RolloutParameters, attempt: string) {
  const env = new Map(state.containers.map(({ container }) => [container, parameters.env ?? {}]))
  return templatePatch({ ...parameters.annotations, [attemptAnnotation]: attempt }, env)
}

/** What undo needs of one deployment, flat: `LABEL @annotation`, `LABEL container VARIABLE`. */
export function keepTemplate(label: string, state: DeploymentState, parameters: RolloutParameters): Facts {
  const kept: Record<string, string | null> = {}
  for (const key of [attemptAnnotation, ...Object.keys(parameters.annotations ?? {})]) {
    const name = `${label} @${key}`
    const value = Object.hasOwn(state.templateAnnotations, key) ? state.templateAnnotations[key] : undefined
    kept[name] = restorable(value, name)
  }
  for (const { container, env } of state.containers) {
    for (const variable of Object.keys(parameters.env ?? {})) {
      const name = `${label} ${container} ${variable}`
      const value = env.get(variable)
      if (value === null) {
        throw new ExecutorError('refused', 'not-restorable', `${name} is set from a reference and cannot be restored`)
      }
      kept[name] = restorable(value, name)
    }
  }
  return kept
}

/** The patch that puts back what keepTemplate kept. */
export function restorePatch(label: string, state: DeploymentState, parameters: RolloutParameters, before: Facts) {
  const { annotations, env } = templateBefore(label, state, parameters, before)
  return templatePatch(annotations, env)
}

/** Whether the template says again what keepTemplate kept. */
export function isRestored(label: string, state: DeploymentState, parameters: RolloutParameters, before: Facts) {
  const { annotations, env } = templateBefore(label, state, parameters, before)
  const annotated = Object.entries(annotations).every(([key, value]) => {
    const found = Object.hasOwn(state.templateAnnotations, key) ? state.templateAnnotations[key] : null
    return found === value
  })
  return (
    annotated &&
    state.containers.every(({ container, env: found }) =>
      Object.entries(env.get(container) ?? {}).every(([name, value]) =>
        // Set from a reference, which a rollout never writes: it is not as before, whatever was before.
        found.has(name) ? found.get(name) !== null && found.get(name) === value : value === null,
      ),
    )
  )
}

function templateBefore(label: string, state: DeploymentState, parameters: RolloutParameters, before: Facts) {
  const keys = [attemptAnnotation, ...Object.keys(parameters.annotations ?? {})]
  const annotations: Values = Object.fromEntries(keys.map((key) => [key, keptText(before, `${label} @${key}`)]))
  const env = new Map(
    state.containers.map(({ container }): [string, Values] => [
      container,
      Object.fromEntries(
        Object.keys(parameters.env ?? {}).map((name) => [name, keptText(before, `${label} ${container} ${name}`)]),
      ),
    ]),
  )
  return { annotations, env }
}
